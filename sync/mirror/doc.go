// Package mirror reads price lists and patient lists as hospitals have them:
// CSV, pipe, tab and semicolon files in UTF-8, GB18030, Windows-1252 and
// UTF-16, and XLSX workbooks, with titles above the header, several sheets,
// codes that repeat and prices like "$1,973.00", ".001" or "Time based".
//
// A preview changes nothing. It proposes how the file's columns are to be
// understood (Mapping), gives the rows that can be taken and, for each of the
// others, row, field and reason:
//
//	preview, err := mirror.PreviewPrices(ctx, "drugs.csv", nil)
//	// a person looks at preview.Mapping, corrects it, previews again
//	err = preview.WriteRefused("drugs.refused.csv")
//	err = catalog.Add(ctx, preview.Version(now, "CNY"), preview.Items)
//
// No row is taken half: a row with one bad field is refused whole.
package mirror
