// Package billform is the form in which a bill is handed in from outside: one
// JSON object, as 'outpost charge --help' shows it, and the rows of a file with
// receipts that were written on paper. It reads the form strictly, for a field
// that was ignored would be charged as if it had not been said, and makes the
// till's bill of it by the items, packages and patients at hand.
package billform
