// Package till is the cashier's screen: patient, charge lines, payment, receipt.
//
// Model holds what the screen does, without Fyne; View shows it and forwards
// what the user did. The model lives on one goroutine (Fyne's). Everything that
// touches the disk or the printer goes through its keeper in the background and
// comes back by Deps.Post, so that the cashier never waits for the program.
//
// A charge needs few keys: patient and Enter, then for each line a code or the
// pinyin initials and Enter, "3*" before or "*3" after them for a quantity, one
// Enter in the empty box for the payment, the cash, F2.
package till
