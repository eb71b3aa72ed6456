package demo

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"outpost/fixtures/fault"
	"outpost/fixtures/hospital"
	"outpost/fixtures/standin"
)

// patientSystem is the demo settings' his.patient_system.
const patientSystem = "urn:demo:patient-number"

// Seed gives the stand-in HIS at origin the demo hospital's patients, once:
// they were the HIS's before they were copied to a window.
func Seed(ctx context.Context, origin string) error {
	file := hospital.Patients()
	rows, err := csv.NewReader(bytes.NewReader(file.Data)).ReadAll()
	if err != nil {
		return fmt.Errorf("reading the demo hospital's %s: %w", file.Name, err)
	}
	entries := make([]any, 0, len(rows))
	for _, row := range rows[1:] {
		entries = append(entries, patientEntry(row))
	}
	bundle, err := json.Marshal(map[string]any{"resourceType": "Bundle", "type": "transaction", "entry": entries})
	if err != nil {
		return fmt.Errorf("giving the stand-in HIS its patients: %w", err)
	}
	var answer json.RawMessage
	if err := fault.Call(ctx, http.DefaultClient, http.MethodPost, origin+standin.Base, bundle, &answer); err != nil {
		return fmt.Errorf("%w does not take its patients: %w", ErrHIS, err)
	}
	return nil
}

// patientEntry makes a row of the patients' file (number, name, sex, birth
// date, …) a conditional create.
func patientEntry(row []string) map[string]any {
	number, name, sex, birth := row[0], row[1], row[2], row[3]
	resource := map[string]any{
		"resourceType": "Patient",
		"identifier":   []any{map[string]string{"system": patientSystem, "value": number}},
		"name":         []any{map[string]string{"text": name}},
		"gender":       map[string]string{"男": "male", "女": "female"}[sex],
	}
	if resource["gender"] == "" {
		resource["gender"] = "unknown"
	}
	if birth != "" {
		resource["birthDate"] = birth
	}
	return map[string]any{
		"resource": resource,
		"request": map[string]string{
			"method": "POST", "url": "Patient",
			"ifNoneExist": "identifier=" + url.QueryEscape(patientSystem+"|"+number),
		},
	}
}
