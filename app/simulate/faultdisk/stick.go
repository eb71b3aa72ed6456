package faultdisk

import (
	"maps"
	"slices"
	"strings"
)

// TakeOut takes a stick out: what lies under a path is not there until PutIn, and
// of what was not safe some is lost, as at a power cut.
func (d *Disk) TakeOut(under string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.hits[TakenOut]++
	var own, others []rename
	for _, r := range d.renames {
		if strings.HasPrefix(r.from+r.to, under) {
			own = append(own, r)
		} else {
			others = append(others, r)
		}
	}
	kept := 0
	if len(own) > 0 {
		kept = d.random.IntN(len(own) + 1)
	}
	for _, r := range own[:kept] {
		r.on(d.safe)
	}
	d.renames = others
	maps.DeleteFunc(d.names, func(path string, _ *node) bool { return strings.HasPrefix(path, under) })
	for _, path := range slices.Sorted(maps.Keys(d.safe)) {
		if n := d.safe[path]; strings.HasPrefix(path, under) {
			n.cut(d.random)
			d.safe[path] = &node{data: n.safe.clone(), safe: n.safe}
			d.names[path] = d.safe[path]
		}
	}
	d.out = append(d.out, under)
}

// PutIn plugs a stick in again.
func (d *Disk) PutIn(under string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.out = slices.DeleteFunc(d.out, func(path string) bool { return path == under })
}

// away says whether a path lies on a stick that is out. The caller holds d.mu.
func (d *Disk) away(path string) bool {
	return slices.ContainsFunc(d.out, func(under string) bool { return in(path, under) })
}
