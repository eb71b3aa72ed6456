// Powercut cuts the power under a charging till, many times, and looks in every
// image for what was acknowledged. The ledger lies in a real file system on a loop
// device whose unflushed sectors are dropped at random (device.go). It needs root,
// /dev/fuse and loop devices. Exit code 0: nothing was lost in any image; 1: lost;
// 2: the harness itself failed.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// options are what one run is.
type options struct {
	program, system, alone string
	images, size           int
	seed                   uint64
}

func main() {
	var o options
	flag.StringVar(&o.program, "program", "", "the outpost to try")
	flag.StringVar(&o.system, "fs", "ext4", "file system: ext4 or xfs")
	flag.StringVar(&o.alone, "alone", "", "database: without its second copy; copy: without the database; mixed: in turns, both too")
	flag.IntVar(&o.images, "images", 200, "power cuts")
	flag.IntVar(&o.size, "mib", 128, "size of the disk")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the cuts")
	flag.Parse()
	lost, err := run(o)
	switch {
	case err != nil:
		fmt.Fprintln(os.Stderr, "powercut:", err)
		os.Exit(2)
	case lost > 0:
		os.Exit(1)
	}
}

// stack is the device, the loop over it, and the file system on that.
type stack struct {
	dir    string
	device *device
	server *fuse.Server
	loop   string
}

func sh(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).CombinedOutput()
	text := strings.TrimSpace(string(out))
	if err != nil {
		err = fmt.Errorf("%s %s: %w: %s", name, strings.Join(args, " "), err, text)
	}
	return text, err
}

func build(o options) (s *stack, err error) {
	s = &stack{device: newDevice(o.size << 20)}
	if s.dir, err = os.MkdirTemp("/dev/shm", "powercut-"); err != nil {
		return nil, err
	}
	for _, name := range []string{"fuse", "live", "cut"} {
		if err := os.Mkdir(filepath.Join(s.dir, name), 0o700); err != nil {
			return s, err
		}
	}
	s.server, err = fs.Mount(s.dir+"/fuse", &folder{device: s.device}, &fs.Options{MountOptions: fuse.MountOptions{DirectMount: true, FsName: "powercut", MaxWrite: 1 << 20}})
	if err != nil {
		return s, err
	}
	if s.loop, err = sh("losetup", "-f", "--show", s.dir+"/fuse/disk"); err != nil {
		return s, err
	}
	force := map[string]string{"ext4": "-F", "xfs": "-f"}[o.system]
	if _, err = sh("mkfs."+o.system, "-q", force, s.loop); err == nil {
		_, err = sh("mount", s.loop, s.dir+"/live")
	}
	return s, err
}

// takeDown undoes build, from the top.
func (s *stack) takeDown() error {
	var err error
	for try := 0; try < 100; try++ { // a killed till's files are let go of with a delay
		if _, err = sh("umount", s.dir+"/live"); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if s.loop != "" {
		_, e := sh("losetup", "-d", s.loop)
		err = errors.Join(err, e)
	}
	if s.server != nil {
		e := s.server.Unmount()
		for try := 0; e != nil && try < 100; try++ {
			time.Sleep(50 * time.Millisecond)
			e = s.server.Unmount()
		}
		err = errors.Join(err, e)
	}
	return errors.Join(err, os.RemoveAll(s.dir))
}

// perRound is how many cuts one ledger goes through before a fresh one, so that
// neither the disk fills nor the checks grow.
const perRound = 20

// tally is what a run came to.
type tally struct {
	cuts, lost, pending, flushes int
	acked                        int64
}

func run(o options) (lost int, err error) {
	var sum tally
	began, random := time.Now(), rand.New(rand.NewPCG(o.seed, 2))
	for sum.cuts < o.images {
		if err := round(o, random, &sum); err != nil {
			return sum.lost, err
		}
	}
	fmt.Printf("%s, %s: %d power cuts, %d receipts written out, %d flushes, %.1f writes pending at a cut, %.0f s: %d images lost a receipt\n",
		o.system, both(o.alone), sum.cuts, sum.acked, sum.flushes, float64(sum.pending)/float64(sum.cuts), time.Since(began).Seconds(), sum.lost)
	return sum.lost, nil
}

// round cuts the power under one ledger.
func round(o options, random *rand.Rand, sum *tally) (err error) {
	s, err := build(o)
	if s != nil {
		defer func() { err = errors.Join(err, s.takeDown()) }()
	}
	if err != nil {
		return err
	}
	ledger := s.dir + "/live/ledger"
	if err := setUp(o.program, ledger); err != nil {
		return err
	}
	t, err := start(o.program, ledger)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.stop()) }()
	began := time.Now()
	for t.acked.Load() == 0 && time.Since(began) < 30*time.Second {
		time.Sleep(time.Millisecond)
	}
	for range perRound {
		if sum.cuts == o.images {
			break
		}
		time.Sleep(time.Duration(random.IntN(80)) * time.Millisecond)
		acked := t.acked.Load() // what is written out up to here must survive
		image, pending := s.device.cut(random)
		alone := o.alone
		if alone == "mixed" {
			alone = []string{"", "database", "copy"}[sum.cuts%3]
		}
		t.hold.Lock()
		err := s.look(o, sum.cuts, image, alone, acked)
		t.hold.Unlock()
		sum.cuts, sum.pending = sum.cuts+1, sum.pending+pending
		if errors.Is(err, errLost) {
			sum.lost++
			fmt.Printf("image %d (%s): %v\n", sum.cuts, both(alone), err)
		} else if err != nil {
			return fmt.Errorf("image %d (%s), %d receipts written out: %w", sum.cuts, both(alone), acked, err)
		}
	}
	sum.acked, sum.flushes = sum.acked+t.acked.Load(), sum.flushes+s.device.flushes
	return nil
}

func both(alone string) string {
	if alone == "" {
		return "database and second copy"
	}
	return alone
}

// look mounts one image and checks the ledger in it.
func (s *stack) look(o options, i int, image []byte, alone string, acked int64) (err error) {
	file := fmt.Sprintf("%s/cut-%d.img", s.dir, i) // a fresh file each time: a loop device keeps pages of a former one
	if err := os.WriteFile(file, image, 0o600); err != nil {
		return err
	}
	defer os.Remove(file)
	loop, err := sh("losetup", "-f", "--show", file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, detach(loop, file)) }()
	args := []string{loop, s.dir + "/cut"}
	if o.system == "xfs" {
		args = append([]string{"-o", "nouuid"}, args...) // the live one has the same
	}
	if _, err := sh("mount", args...); err != nil {
		return err
	}
	err = check(o.program, s.dir+"/cut/ledger", alone, acked)
	_, unmounted := sh("umount", s.dir+"/cut")
	return errors.Join(err, unmounted)
}

// detach lets go of a loop device and waits until it has.
func detach(loop, file string) error {
	if _, err := sh("losetup", "-d", loop); err != nil {
		return err
	}
	for try := 0; try < 400; try++ {
		if out, err := sh("losetup", "-j", file); err != nil || out == "" {
			return err
		}
		time.Sleep(5 * time.Millisecond)
	}
	return fmt.Errorf("%s does not let go of its file", loop)
}
