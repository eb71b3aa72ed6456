package command

func chargeHelp() string {
	return `Charges bills, one JSON object a line, from FILE or standard input ("-"), and
writes one line for each receipt, only after it is durable on disk:

  {"id":"…","number":"W01-0000001","total":"100.00","seq":12,"head":"9f3c…"}

The form of a bill (all on one line):

  {"id":"0198c0de-0000-7000-8000-000000000001",          UUID, made when the bill opens
   "patient":{"number":"P000001"},                       one of the register, or in full:
      {"name":"…","sex":"female","birth_date":"1990-01-31","id_number":"…","phone":"…",
       "guardian":"…","guardian_phone":"…","no_phone_reason":"…","card":"…","number":"…",
       "insured":true,"insurance_number":"…","id":"…","his_key":"…"}
   "insured":false,                                      insured: pays in full, settled later
   "insurer":"employees","benefit":"general",            codes of the settings; left out, their first
   "way":"pays",                                         pays, or deferred (needs an approval)
   "green":"…",                                          why the patient is treated first, pays later
   "prescriptions":[{"number":"RX-1","doctor":"…","department":"…","doses":7}],
   "lines":[{"item":"drug/1017","qty":"2"},              the item's key ('outpost prices find')
            {"code":"ZC0001","qty":"1"},                 or its code, where only one item has it
            {"code":"ZY0001","qty":"15","prescription":"RX-1"},   qty of one dose, times its doses
            {"package":"TJ01","qty":"1"},                a package of the settings, whole
            {"code":"ZC0002","qty":"1","price":"10.00","price_reason":"…"},   another price: approval
            {"text":"…","category":"material","spec":"…","unit":"…","price":"30.00","qty":"1"}],
   "payments":[{"tender":"cash","amount":"100.00"},      what is handed over; cash gives change
               {"tender":"card","amount":"20.00","reference":"…"},
               {"tender":"green","amount":"50.00"}],     owed: green (with "green"), deferred (with "way")
   "cashier":"…","doctor":"…","department":"…"}

qty has up to 3 decimals, amount as many as the currency; text or number, read
digit by digit. A resident ID number's check character is verified; birth date
and sex are taken from it. A field of another name is refused. The same id with
the same content gives the same receipt again (with "void":true where it was
taken back since), with other content it is refused. A line that is refused gives
{"line":n,"error":"…"}; the rest go on, and the exit code is 1.

Another price than the list's, a quantity or number of doses above the settings'
limit, an item of free text and a deferred payment need somebody who approves:
--approve-as NAME --approve-pin-file FILE, a supervisor or higher who is not the
cashier. Free text ("text") has a limit of its own in the settings, as has money
by card, on one receipt and in all. A merchant's reference pays once.

A real ledger needs stand-alone mode and an open shift of the bill's cashier, who
says so with --as and --pin-file; a bill without "cashier" is that person's.
--drill charges in a drill ledger, watermarked, that can reach no real HIS: the
data folder itself where it is one, else its folder "drill", made when absent,
with the demo hospital's prices or those of --prices.`
}
