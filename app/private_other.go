//go:build !unix

package main

// private: what a user makes on Windows is the user's by the folder's own list.
func private() {}
