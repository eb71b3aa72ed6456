// Package desktop is the window: what is always in sight, the way between the
// screens, and the one crossing from the background into Fyne's goroutine.
//
// The screens lie in folders of their own and know nothing of each other; the
// shell shows one at a time (Screen), offers it the keys first and keeps the
// banner of the outage above it. No rule of the field lives here.
package desktop
