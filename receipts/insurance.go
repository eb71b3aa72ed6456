package receipts

import "slices"

// InsuredWay is how an insured patient's bill is dealt with while the insurer
// cannot be reached (plan.md, I-rules; the plan itself names none).
type InsuredWay string

// The ways. A patient who waits is not charged at all: the ledger writes that
// down by itself.
const (
	// InsuredPays in full now and is settled with the insurer later: the default.
	InsuredPays InsuredWay = "pays"
	// InsuredDeferred pays later: special-disease patients who cannot pay in full,
	// with a supervisor's approval.
	InsuredDeferred InsuredWay = "deferred"
	// InsuredWaits for the insurer and is not treated on this bill now.
	InsuredWaits InsuredWay = "waits"
)

// Insurance is by whom and as what an insured patient's bill is settled.
type Insurance struct {
	// Insurer and Benefit are codes of the hospital's settings: which insurance,
	// and the kind of benefit.
	Insurer string     `json:"insurer"`
	Benefit string     `json:"benefit"`
	Way     InsuredWay `json:"way"`
	// ApprovedBy is who approved that payment is deferred; the ledger sets it.
	ApprovedBy string `json:"approved_by,omitempty"`
}

// Choice is one of a list in the settings: a code with its names.
type Choice struct {
	Code    string `json:"code" toml:"code"`
	English string `json:"english" toml:"english"`
	Chinese string `json:"chinese" toml:"chinese"`
	// Deferrable says of a kind of benefit that its patients may pay later
	// (InsuredDeferred). Where none of the list has it, special does.
	Deferrable bool `json:"deferrable,omitempty" toml:"deferrable"`
}

// Chosen finds a choice by its code.
func Chosen(choices []Choice, code string) (Choice, bool) {
	at := slices.IndexFunc(choices, func(c Choice) bool { return c.Code == code })
	if at < 0 {
		return Choice{}, false
	}
	return choices[at], true
}

// InsuredByDefault is how an insured patient's bill begins: the first insurer and
// benefit of the settings, paid in full. nil where the hospital lists none.
func (r Rules) InsuredByDefault() *Insurance {
	if len(r.Insurers) == 0 || len(r.Benefits) == 0 {
		return nil
	}
	return &Insurance{Insurer: r.Insurers[0].Code, Benefit: r.Benefits[0].Code, Way: InsuredPays}
}

// CheckInsurance refuses an insurance whose insurer, benefit or way the hospital
// does not know. Lists that the settings leave empty are not checked.
func (r Rules) CheckInsurance(i Insurance) error {
	if _, ok := Chosen(r.Insurers, i.Insurer); !ok && len(r.Insurers) > 0 {
		return refuse(ErrInsurance, "insurer %q is none of this hospital's; name one of %s", shown(i.Insurer), codes(r.Insurers))
	}
	if _, ok := Chosen(r.Benefits, i.Benefit); !ok && len(r.Benefits) > 0 {
		return refuse(ErrInsurance, "kind of benefit %q is none of this hospital's; name one of %s", shown(i.Benefit), codes(r.Benefits))
	}
	switch i.Way {
	case InsuredPays:
		return nil
	case InsuredDeferred:
		if len(r.Benefits) > 0 && !r.deferrable(i.Benefit) {
			return refuse(ErrDeferred, "payment is deferred for special-disease patients only; the benefit %q pays now, or waits for the insurer. The settings say so with deferrable = true of a benefit", shown(i.Benefit))
		}
		return nil
	case InsuredWaits:
		return refuse(ErrInsurance, "a patient who waits for the insurer is not charged; write the waiting down and park the bill")
	}
	return refuse(ErrInsurance, "way %q: an insured patient pays, is deferred or waits", shown(string(i.Way)))
}

// special is the kind of benefit whose patients may pay later where the settings
// name none: special diseases.
const special = "special"

// deferrable says whether patients with that benefit may pay later.
func (r Rules) deferrable(benefit string) bool {
	named := slices.ContainsFunc(r.Benefits, func(c Choice) bool { return c.Deferrable })
	c, ok := Chosen(r.Benefits, benefit)
	return ok && (c.Deferrable || !named && c.Code == special)
}

// checkInsured checks a bill's insurance.
func (r Rules) checkInsured(b Bill) error {
	switch {
	case b.Insurance == nil && b.Insured && r.InsuredByDefault() != nil:
		return refuse(ErrInsurance, "the bill is an insured patient's; say which insurer and which kind of benefit")
	case b.Insurance == nil:
		return nil
	case !b.Insured:
		return refuse(ErrInsurance, "the bill names an insurer and is a self-paying patient's; make it one or the other")
	}
	return r.CheckInsurance(*b.Insurance)
}

func codes(choices []Choice) string {
	text := ""
	for i, c := range choices {
		if i > 0 {
			text += ", "
		}
		text += c.Code
	}
	return text
}

func checkChoices(name string, choices []Choice) error {
	seen := map[string]bool{}
	for _, c := range choices {
		if c.Code == "" || seen[c.Code] {
			return refuse(ErrInsurance, "%s: the code %q is empty or stands twice", name, c.Code)
		}
		if c.Deferrable && name != "benefits" {
			return refuse(ErrInsurance, "%s: %q cannot be deferrable; a kind of benefit is", name, c.Code)
		}
		seen[c.Code] = true
	}
	return nil
}
