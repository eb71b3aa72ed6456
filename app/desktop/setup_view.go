package desktop

import (
	"errors"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"outpost/app/desktop/kit"
	"outpost/app/desktop/till"
	"outpost/app/i18n"
)

// setupView asks what the first start of a window decides.
type setupView struct {
	window *desktopWindow
	keys   *kit.Keys
	// borrowed says that the fields of a borrowed PC are asked.
	borrowed bool
	boxes    [fieldCount]*kit.KeyEntry
	words    [fieldCount]*widget.Label
	wrong    [fieldCount]*kit.Message
	title    *widget.Label
	intro    *widget.Label
	answer   *kit.Message
	found    *kit.KeyButton
	other    *kit.KeyButton // the other kind of first start
	lang     *kit.KeyButton
	rows     [fieldCount]fyne.CanvasObject
	asked    *fyne.Container // the rows of the fields that are asked now, in their order
}

// showSetup shows the first start's screen.
func (d *desktopWindow) showSetup() {
	v := &setupView{window: d, keys: &kit.Keys{}, title: widget.NewLabel(""), intro: widget.NewLabel(""), answer: kit.NewMessage()}
	v.keys.OnKey = v.key
	v.title.TextStyle.Bold = true
	v.intro.Wrapping = fyne.TextWrapWord
	p := proposal()
	texts := [fieldCount]string{FieldHospital: p.Hospital, FieldStation: p.Station, FieldPrefix: p.Prefix, FieldTimeZone: p.TimeZone, FieldDayStart: p.DayStart, FieldFile: p.File}
	for i := range v.boxes {
		v.boxes[i], v.words[i], v.wrong[i] = kit.NewKeyEntry(v.keys, ""), widget.NewLabel(""), kit.NewMessage()
		v.boxes[i].SetText(texts[i])
		v.wrong[i].Hide()
		v.rows[i] = container.New(labelled{}, v.words[i], v.boxes[i])
	}
	v.boxes[FieldPassphrase].Password, v.boxes[FieldPIN].Password = true, true
	v.other = kit.NewKeyButton("F4", "", v.change)
	v.found = kit.NewKeyButton("F2", "", v.accept)
	v.lang = kit.NewKeyButton("Ctrl+L", "", v.nextLanguage)
	v.asked = container.NewVBox()
	d.window.SetContent(container.New(middle{}, container.NewVBox(v.title, v.intro, v.asked, v.answer, container.NewHBox(v.found, v.other, v.lang))))
	d.window.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyL, Modifier: fyne.KeyModifierControl},
		func(fyne.Shortcut) { v.nextLanguage() })
	v.keys.Listen(d.window.Canvas())
	d.texts.OnChange(v.retext)
	v.retext()
	v.show()
}

// fields are those that are asked now.
func (v *setupView) fields() []Field {
	if v.borrowed {
		return borrowedFields()
	}
	return plainFields()
}

// change goes over to the other kind of first start. What is proposed to a window
// of its own is another window's on a borrowed PC, so it is not proposed there.
func (v *setupView) change() {
	v.borrowed = !v.borrowed
	p := proposal()
	for field, proposed := range map[Field]string{FieldStation: p.Station, FieldPrefix: p.Prefix} {
		switch box := v.boxes[field]; {
		case v.borrowed && box.Text == proposed:
			box.SetText("")
		case !v.borrowed && box.Text == "":
			box.SetText(proposed)
		}
	}
	v.retext()
	v.show()
}

// show shows the fields that are asked, and goes to the first.
func (v *setupView) show() {
	v.asked.RemoveAll()
	for _, field := range v.fields() {
		v.wrong[field].Hide()
		v.asked.Add(v.rows[field])
		v.asked.Add(v.wrong[field])
	}
	v.boxes[v.fields()[0]].FocusOn(v.window.window.Canvas())
}

// labelled lays a label of fixed width before an entry.
type labelled struct{}

// labelWidth is the width of the labels, in Fyne's units.
const labelWidth = 240

// Layout completes fyne.Layout.
func (labelled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Resize(fyne.NewSize(labelWidth, size.Height))
	objects[1].Move(fyne.NewPos(labelWidth, 0))
	objects[1].Resize(fyne.NewSize(size.Width-labelWidth, size.Height))
}

// MinSize completes fyne.Layout.
func (labelled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(2*labelWidth, objects[1].MinSize().Height)
}

// middle lays one object of at most middleWidth in the middle of the window.
type middle struct{}

const middleWidth = 860

// Layout completes fyne.Layout.
func (middle) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(middleWidth, size.Width)
	objects[0].Resize(fyne.NewSize(width, size.Height*0.9))
	objects[0].Move(fyne.NewPos((size.Width-width)/2, size.Height*0.05))
}

// MinSize completes fyne.Layout.
func (middle) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

func (v *setupView) retext() {
	t := v.window.texts.T
	v.title.SetText(t(i18n.ShellSetupTitle))
	intro, other := i18n.ShellSetupIntro, i18n.ShellSetupBorrowed
	if v.borrowed {
		intro, other = i18n.ShellSetupBorrowedIntro, i18n.ShellSetupOwn
	}
	v.intro.SetText(t(intro, v.window.opt.DataDir))
	v.other.SetText(t(other))
	for i, key := range [fieldCount]i18n.Key{
		i18n.ShellSetupHospital, i18n.ShellSetupStation, i18n.ShellSetupPrefix, i18n.ShellSetupZone, i18n.ShellSetupDay, i18n.ShellSetupFile,
		i18n.ShellSetupLike, i18n.ShellSetupPeople, i18n.ShellSetupPassphrase, i18n.ShellSetupLogin, i18n.ShellSetupPIN,
		i18n.ShellSetupAbove, i18n.ShellSetupPatientsAbove,
	} {
		v.words[i].SetText(t(key))
	}
	v.boxes[FieldFile].SetPlaceHolder(t(i18n.ShellSetupFileHint))
	v.boxes[FieldLike].SetPlaceHolder(t(i18n.ShellSetupLikeHint))
	for _, field := range []Field{FieldAbove, FieldPatientsAbove} {
		v.boxes[field].SetPlaceHolder(t(i18n.ShellSetupAboveHint))
	}
	v.found.SetText(t(i18n.ShellSetupFound))
	v.lang.SetText(v.window.otherName())
}

func (v *setupView) key(name fyne.KeyName) bool {
	switch {
	case name == fyne.KeyF2:
		v.accept()
	case name == fyne.KeyF4:
		v.change()
	case kit.IsEnter(name), name == fyne.KeyDown:
		v.step(1)
	case name == fyne.KeyUp:
		v.step(-1)
	default:
		return false
	}
	return true
}

func (v *setupView) step(by int) {
	c := v.window.window.Canvas()
	fields := v.fields()
	for i, field := range fields {
		if c.Focused() == fyne.Focusable(v.boxes[field]) {
			v.boxes[fields[max(0, min(i+by, len(fields)-1))]].FocusOn(c)
			return
		}
	}
	v.boxes[fields[0]].FocusOn(c)
}

// accept founds the ledger, or says beside each field what is wrong with it.
func (v *setupView) accept() {
	s := Setup{
		Hospital: v.boxes[FieldHospital].Text, Station: v.boxes[FieldStation].Text, Prefix: v.boxes[FieldPrefix].Text,
		TimeZone: v.boxes[FieldTimeZone].Text, DayStart: v.boxes[FieldDayStart].Text, File: v.boxes[FieldFile].Text,
		Above: v.boxes[FieldAbove].Text, PatientsAbove: v.boxes[FieldPatientsAbove].Text,
	}
	if v.borrowed {
		s.Borrowed = &Borrowing{
			Like: v.boxes[FieldLike].Text, People: v.boxes[FieldPeople].Text, Passphrase: v.boxes[FieldPassphrase].Text,
			Login: v.boxes[FieldLogin].Text, PIN: v.boxes[FieldPIN].Text,
		}
	}
	wrong := s.Check()
	v.sayWrong(wrong)
	if len(wrong) > 0 {
		return
	}
	station, err := v.window.found(s)
	if err != nil {
		v.answer.Say(kit.Alarm, till.Explain(v.window.texts, err), "")
		return
	}
	v.window.keepLanguage(v.window.texts.Lang()) // who set the window up goes on in the same language
	v.window.showStation(station)
}

// mostWrong is how many fields say at once what is wrong with them: with more the
// last ones and the buttons would not fit on a small screen.
const mostWrong = 2

// sayWrong says what is wrong beside the first fields of which something is, and
// goes to the first of them.
func (v *setupView) sayWrong(wrong map[Field]error) {
	said := 0
	for _, field := range v.fields() {
		err, bad := wrong[field]
		if !bad || said == mostWrong {
			v.wrong[field].Hide()
			continue
		}
		v.wrong[field].Say(kit.Alarm, v.sentence(err), "")
		v.wrong[field].Show()
		if said++; said == 1 {
			v.boxes[field].FocusOn(v.window.window.Canvas())
		}
	}
}

// nextLanguage changes the language; what was wrong is said anew at the next try.
// It is kept only with the window: its folder must be empty until then.
func (v *setupView) nextLanguage() {
	for i := range v.wrong {
		v.wrong[i].Hide()
	}
	v.answer.Clear()
	for _, l := range i18n.Langs() {
		if l != v.window.texts.Lang() {
			v.window.texts.Set(l)
			return
		}
	}
}

func (v *setupView) sentence(err error) string {
	if errors.Is(err, ErrEmpty) {
		return v.window.texts.T(i18n.ShellSetupEmpty)
	}
	return till.Explain(v.window.texts, err)
}
