package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"outpost/app/i18n"
)

// Command is a key of a screen, its words and what it does.
type Command struct {
	Key  fyne.KeyName
	Text i18n.Key
	Do   func()
}

// On makes a command.
func On(key fyne.KeyName, text i18n.Key, do func()) Command {
	return Command{Key: key, Text: text, Do: do}
}

// Bar shows a screen's commands as a row of buttons, and does what their keys ask for.
type Bar struct {
	// Row holds the buttons.
	Row *fyne.Container

	commands []Command
	buttons  []*KeyButton
}

// NewBar makes the buttons, without words until the first Say.
func NewBar(commands ...Command) *Bar {
	b := &Bar{Row: container.NewHBox(), commands: commands}
	for _, c := range commands {
		button := NewKeyButton(keyWord(c.Key), "", c.Do)
		b.buttons = append(b.buttons, button)
		b.Row.Add(button)
	}
	return b
}

// Key does the command of a key; false where there is none.
func (b *Bar) Key(name fyne.KeyName) bool {
	for _, c := range b.commands {
		if c.Key == name {
			c.Do()
			return true
		}
	}
	return false
}

// Say writes the buttons in the language spoken now.
func (b *Bar) Say(texts *i18n.Catalog) {
	for i, c := range b.commands {
		b.buttons[i].SetText(texts.T(c.Text))
	}
}

// Button is the button of a text, nil where there is none.
func (b *Bar) Button(text i18n.Key) *KeyButton {
	for i, c := range b.commands {
		if c.Text == text {
			return b.buttons[i]
		}
	}
	return nil
}

// Words are what the buttons show.
func (b *Bar) Words() []string {
	words := make([]string, len(b.buttons))
	for i, button := range b.buttons {
		words[i] = button.Text()
	}
	return words
}

// keyWord is how a key is written on a button.
func keyWord(key fyne.KeyName) string {
	switch key {
	case fyne.KeyEscape:
		return "Esc"
	case fyne.KeyDelete:
		return "Del"
	}
	return string(key)
}
