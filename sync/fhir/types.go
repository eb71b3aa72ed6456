package fhir

import "encoding/json"

// The parts of FHIR R4 resources that are written and read here, named as the
// standard names them. Empty elements must not be written: FHIR forbids them.

type identifier struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value,omitempty"`
}

type reference struct {
	Reference  string      `json:"reference,omitempty"`
	Identifier *identifier `json:"identifier,omitempty"`
	Display    string      `json:"display,omitempty"`
}

type coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code,omitempty"`
	Display string `json:"display,omitempty"`
}

type concept struct {
	Coding []coding `json:"coding,omitempty"`
	Text   string   `json:"text,omitempty"`
}

type money struct {
	Value    json.Number `json:"value,omitempty"`
	Currency string      `json:"currency,omitempty"`
}

type quantity struct {
	Value json.Number `json:"value,omitempty"`
	Unit  string      `json:"unit,omitempty"`
}

type meta struct {
	Tag []coding `json:"tag,omitempty"`
}

type extension struct {
	URL          string `json:"url"`
	ValueBoolean bool   `json:"valueBoolean,omitempty"`
	ValueString  string `json:"valueString,omitempty"`
}

type period struct {
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
}

// head is what every resource begins with.
type head struct {
	ResourceType string       `json:"resourceType"`
	ID           string       `json:"id,omitempty"`
	Meta         *meta        `json:"meta,omitempty"`
	Extension    []extension  `json:"extension,omitempty"`
	Identifier   []identifier `json:"identifier,omitempty"`
}

type humanName struct {
	Text   string   `json:"text,omitempty"`
	Family string   `json:"family,omitempty"`
	Given  []string `json:"given,omitempty"`
}

type contactPoint struct {
	System string `json:"system,omitempty"`
	Value  string `json:"value,omitempty"`
}

type patient struct {
	head
	Name      []humanName    `json:"name,omitempty"`
	Telecom   []contactPoint `json:"telecom,omitempty"`
	Gender    string         `json:"gender,omitempty"`
	BirthDate string         `json:"birthDate,omitempty"`
	Contact   []contact      `json:"contact,omitempty"`
}

// contact is whom to reach for a patient: a guardian.
type contact struct {
	Relationship []concept      `json:"relationship,omitempty"`
	Name         *humanName     `json:"name,omitempty"`
	Telecom      []contactPoint `json:"telecom,omitempty"`
}

type participant struct {
	Individual reference `json:"individual"`
}

type encounter struct {
	head
	Status          string        `json:"status"`
	Class           coding        `json:"class"`
	Subject         reference     `json:"subject"`
	Participant     []participant `json:"participant,omitempty"`
	Period          period        `json:"period"`
	Account         []reference   `json:"account,omitempty"`
	ServiceProvider *reference    `json:"serviceProvider,omitempty"`
}

type account struct {
	head
	Status  string      `json:"status"`
	Name    string      `json:"name,omitempty"`
	Subject []reference `json:"subject"`
}

type chargeItem struct {
	head
	Status             string     `json:"status"`
	Code               concept    `json:"code"`
	Subject            reference  `json:"subject"`
	Context            *reference `json:"context,omitempty"`
	OccurrenceDateTime string     `json:"occurrenceDateTime,omitempty"`
	// Performer and RequestingOrganization are who ordered it, where that is not the
	// visit's.
	Performer              []actor     `json:"performer,omitempty"`
	RequestingOrganization *reference  `json:"requestingOrganization,omitempty"`
	Quantity               *quantity   `json:"quantity,omitempty"`
	PriceOverride          *money      `json:"priceOverride,omitempty"`
	OverrideReason         string      `json:"overrideReason,omitempty"`
	Account                []reference `json:"account,omitempty"`
}

type priceComponent struct {
	Type   string      `json:"type"`
	Factor json.Number `json:"factor,omitempty"`
	Amount *money      `json:"amount,omitempty"`
}

type lineItem struct {
	Sequence                  int              `json:"sequence,omitempty"`
	ChargeItemReference       *reference       `json:"chargeItemReference,omitempty"`
	ChargeItemCodeableConcept *concept         `json:"chargeItemCodeableConcept,omitempty"`
	PriceComponent            []priceComponent `json:"priceComponent,omitempty"`
}

type actor struct {
	Actor reference `json:"actor"`
}

type invoice struct {
	head
	Status      string     `json:"status"`
	Subject     *reference `json:"subject,omitempty"`
	Date        string     `json:"date,omitempty"`
	Participant []actor    `json:"participant,omitempty"`
	Account     *reference `json:"account,omitempty"`
	LineItem    []lineItem `json:"lineItem,omitempty"`
	TotalNet    *money     `json:"totalNet,omitempty"`
	TotalGross  *money     `json:"totalGross,omitempty"`
}

type paymentNotice struct {
	head
	Status      string     `json:"status"`
	Request     *reference `json:"request,omitempty"`
	Created     string     `json:"created"`
	Payment     reference  `json:"payment"`
	PaymentDate string     `json:"paymentDate,omitempty"`
	Recipient   reference  `json:"recipient"`
	Amount      money      `json:"amount"`
}

type request struct {
	Method      string `json:"method"`
	URL         string `json:"url"`
	IfNoneExist string `json:"ifNoneExist,omitempty"`
}

type entry struct {
	FullURL  string  `json:"fullUrl"`
	Resource any     `json:"resource"`
	Request  request `json:"request"`
}

type bundle struct {
	ResourceType string  `json:"resourceType"`
	Type         string  `json:"type"`
	Entry        []entry `json:"entry"`
}
