//go:build !windows

package demo

import (
	"os"
	"os/exec"
	"syscall"
)

// detach lets a process outlive this one and its terminal.
func detach(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// ask asks a process to end.
func ask(p *os.Process) error { return p.Signal(syscall.SIGTERM) }
