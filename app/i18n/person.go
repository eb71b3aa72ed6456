package i18n

// Texts of who orders or decides.
const (
	PersonCashier    Key = "person.cashier"
	PersonSupervisor Key = "person.supervisor"
	PersonNetAdmin   Key = "person.net-admin"
	PersonInfoHead   Key = "person.info-head"
	PersonLeader     Key = "person.leader"
	PersonNobody     Key = "person.nobody"
	PersonNoRole     Key = "person.no-role"
	PersonNoName     Key = "person.no-name"
	PersonRole       Key = "person.role"
	PersonName       Key = "person.name"
	PersonReason     Key = "person.reason"
)

func persons() []entry {
	return []entry{
		{PersonCashier, "cashier", "收费员"},
		{PersonSupervisor, "supervisor", "班长"},
		{PersonNetAdmin, "network administrator", "网络管理员"},
		{PersonInfoHead, "head of information", "信息科主任"},
		{PersonLeader, "hospital leader", "院领导"},
		{PersonNobody, "anybody", "任何人"},
		{PersonNoRole, "Choose the role: type one of the digits %s.", "请选择身份：输入数字 %s 之一。"},
		{PersonNoName, "Type the name or staff number.", "请输入姓名或工号。"},
		{PersonRole, "Role", "身份"},
		{PersonName, "Name or staff number", "姓名或工号"},
		{PersonReason, "Reason", "理由"},
	}
}
