// Package catalog keeps the copy of the HIS's data at a window: price lists in
// versions and the patient register, in a SQLite file of its own (catalog.db),
// and finds items and patients in memory while the cashier types.
//
// A version is added whole or not at all and never changes. Which version of a
// list is in force is not known here: the ledger's journal says it. Load takes
// the hashes from there, and a version whose items do not give its hash is
// refused.
//
//	err := c.Add(ctx, version, items)
//	index, err := c.Load(ctx, []string{version.Hash})
//	items := index.Find("amxl", 20)
//
// An Index is immutable; any number of goroutines may search it.
package catalog
