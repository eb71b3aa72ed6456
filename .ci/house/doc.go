// Package house checks the source of the program: who may import whom, how long a file or a function may be, and which
// names say nothing. It holds only tests.
package house
