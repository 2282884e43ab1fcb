package verify

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"
)

// Grade says how bad a finding is. The zero value is a note.
type Grade uint8

// Grades, least first. See the package comment.
const (
	Note Grade = iota
	Compatible
	Risky
	Breaking
)

var gradeNames = [...]string{"note", "compatible", "risky", "breaking"}

func (g Grade) String() string {
	if int(g) < len(gradeNames) {
		return gradeNames[g]
	}
	return "invalid"
}

// MarshalText spells g for JSON.
func (g Grade) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// EntityKind says what sort of thing an entity is.
type EntityKind string

// Kinds of entities.
const (
	EntityFunction EntityKind = "function"
	EntityVariable EntityKind = "variable"
	EntityType     EntityKind = "type"
	EntityField    EntityKind = "field"
	EntitySymbol   EntityKind = "symbol"
	EntityUnit     EntityKind = "unit"
	EntityObject   EntityKind = "object"
	EntityLink     EntityKind = "link" // several objects together
)

// Location is a place: in a source file, a built file, or both.
type Location struct {
	File   string `json:"file,omitempty"` // source file as the compiler named it
	Line   uint32 `json:"line,omitempty"` // 0 = not known
	Object string `json:"object,omitempty"`
	Note   string `json:"note,omitempty"` // what is there
}

// IsZero reports whether nothing is known.
func (l Location) IsZero() bool { return l == Location{} }

// String spells "file:line", or the object if there is no source.
func (l Location) String() string {
	switch {
	case l.File != "" && l.Line != 0:
		return l.File + ":" + utoa(uint64(l.Line))
	case l.File != "":
		return l.File
	}
	return l.Object
}

// Finding is one thing that is wrong, with its cause and what it reaches.
type Finding struct {
	Rule   string     `json:"rule"`             // "TN1001"
	Kind   EntityKind `json:"kind"`             // what Entity is
	Entity string     `json:"entity"`           // qualified name; functions with their parameter types
	Detail string     `json:"detail,omitempty"` // within the entity: "parameter 2", "field x"; part of the identity
	Grade  Grade      `json:"grade"`

	Message string `json:"message"`          // one sentence, what is wrong here
	Why     string `json:"why,omitempty"`    // what happens to whom
	Remedy  string `json:"remedy,omitempty"` // what to do

	Location Location   `json:"location"`
	Related  []Location `json:"related,omitempty"`

	// Path leads from a public entity to this one, outermost first.
	Path []string `json:"path,omitempty"`
	// Affected lists public entities that this one reaches, sorted. AffectedTotal
	// counts them all when the list was cut.
	Affected      []string `json:"affected,omitempty"`
	AffectedTotal int      `json:"affectedTotal,omitempty"`

	Pictures []Picture `json:"pictures,omitempty"`

	Fingerprint string `json:"fingerprint"`
	// Suppressed says why the finding does not count, nil if it does.
	Suppressed *Suppressed `json:"suppressed,omitempty"`
	// Expired is set when a suppression of this finding ran out.
	Expired string `json:"expired,omitempty"`
}

// Suppressed says why a finding does not count.
type Suppressed struct {
	By     string `json:"by"` // "config", "baseline", "accepted"
	Reason string `json:"reason,omitempty"`
	Until  string `json:"until,omitempty"` // date, "" = for good
}

// Fingerprint makes the identity of a finding from what it is about.
func Fingerprint(rule, entity, detail string) string {
	h := sha256.New()
	for _, s := range []string{rule, entity, detail} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}

// Seal fills what follows from the other fields: the fingerprint and the order
// and count of what is affected. [Report.Finish] seals every finding.
func (f *Finding) Seal() {
	f.Fingerprint = Fingerprint(f.Rule, f.Entity, f.Detail)
	sort.Strings(f.Affected)
	f.Affected = compact(f.Affected)
	f.AffectedTotal = max(f.AffectedTotal, len(f.Affected))
	if len(f.Affected) > maxAffected {
		f.Affected = f.Affected[:maxAffected]
	}
}

// maxAffected bounds what one finding carries; AffectedTotal has the count.
const maxAffected = 200

func compact(s []string) []string {
	out := s[:0]
	for i, x := range s {
		if i == 0 || x != s[i-1] {
			out = append(out, x)
		}
	}
	return out
}

// less orders findings: most severe first, then by rule, entity and detail.
func less(a, b *Finding) bool {
	if a.Grade != b.Grade {
		return a.Grade > b.Grade
	}
	if a.Rule != b.Rule {
		return a.Rule < b.Rule
	}
	if a.Entity != b.Entity {
		return a.Entity < b.Entity
	}
	if a.Detail != b.Detail {
		return a.Detail < b.Detail
	}
	return strings.Compare(a.Message, b.Message) < 0
}
