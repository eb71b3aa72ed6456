// Package kit holds the widgets that every screen shares: the theme over the one font, entries and tables in which the
// cashier's keys work, the banner, the message line, the form, the count-down and the guard against crashes.
//
// A key widget asks its own OnKey first, then the screen's [Keys], and only then does what its Fyne parent does with
// the key. So F2 completes a bill wherever the focus is. Widgets know nothing of receipts or outages and keep no rule:
// they show what they were told and forward what the user did. All of it belongs to Fyne's own goroutine.
package kit
