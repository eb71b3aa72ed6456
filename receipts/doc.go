// Package receipts says what a receipt is: money, quantity, price, charge
// lines, fee categories, payments, change, cash rounding, void, refund. It is pure
// arithmetic and rules: no I/O, no clock, no package state, and it imports no
// other room of the house.
//
// A bill is what a cashier is working on; settling it by the hospital's Rules
// gives the receipt that the ledger writes down:
//
//	receipt, err := receipts.Settle(bill, rules)
//	red, rest, err := receipts.Refund(receipt, taken, rules)
//
// All amounts are integers: Money in minor units (fen, cents), Price in 1/10000
// of the major unit, Quantity in 1/1000. Each line is rounded once.
package receipts
