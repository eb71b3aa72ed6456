//go:build unix

package main

import "syscall"

// private keeps from the machine's other users what this process makes: the
// database and the log are made by libraries that ask for no mode of their own.
func private() { syscall.Umask(0o077) }
