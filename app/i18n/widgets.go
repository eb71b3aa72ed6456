package i18n

// Texts of the widgets in app/desktop/kit.
const (
	WidgetAccept  Key = "widget.accept"
	WidgetCancel  Key = "widget.cancel"
	WidgetClose   Key = "widget.close"
	WidgetDiscard Key = "widget.discard"
	WidgetWorking Key = "widget.working"
)

func widgets() []entry {
	return []entry{
		{WidgetAccept, "Accept", "确定"},
		{WidgetCancel, "Cancel", "取消"},
		{WidgetClose, "Close", "关闭"},
		{WidgetWorking, "One moment …", "请稍候……"},
		{WidgetDiscard,
			"Press Esc again to leave and discard what was entered.",
			"再按一次 Esc 将放弃已输入的内容并关闭。"},
	}
}
