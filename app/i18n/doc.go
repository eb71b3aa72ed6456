// Package i18n is the one catalogue of what a person reads, in English and Simplified Chinese, changed while the
// program runs. Headless commands and the window use the same texts.
//
// To add a screen, add one file <screen>.go with its keys and one function of its lines
//
//	const TillComplete Key = "till.complete"
//
//	func till() []entry {
//		return []entry{
//			{TillComplete, "Complete", "收费"},
//		}
//	}
//
// and one line in subjects (catalog.go). A test fails when a key has no text, when nothing in ./app uses a key, when
// two lines share a key, and when the two languages of a line take different arguments. Where the languages want their
// arguments in another order, number them: "%[2]s of %[1]s". A text that counts has its English singular and plural
// separated by a bar, "%[1]d receipt|%[1]d receipts", and is fetched by [Catalog.N].
package i18n
