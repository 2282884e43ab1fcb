package verify

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

// Suppression is one accepted finding or family of findings of tenon.toml:
//
//	[[suppress]]
//	rule = "TN1001"              # "*" for every rule
//	entity = "ns::Widget::*"     # "*" stands for any text
//	fingerprint = "…"            # instead of rule and entity
//	reason = "why this is fine"
//	until = 2027-01-31           # optional; the finding counts again after that day
type Suppression struct {
	Rule        string
	Entity      string
	Fingerprint string
	Reason      string
	Until       time.Time // zero = for good

	pattern *regexp.Regexp
}

type suppressTable struct {
	Suppress []struct {
		Rule        string `toml:"rule"`
		Entity      string `toml:"entity"`
		Fingerprint string `toml:"fingerprint"`
		Reason      string `toml:"reason"`
		Until       any    `toml:"until"`
	} `toml:"suppress"`
}

// ParseSuppressions reads the [[suppress]] tables of a tenon.toml. Other
// tables are left to their readers. A suppression without a reason, without a
// target or with an unreadable date is an error: it would hide findings that
// nobody decided to hide.
func ParseSuppressions(data []byte) ([]Suppression, error) {
	var t suppressTable
	if err := toml.Unmarshal(data, &t); err != nil {
		return nil, fmt.Errorf("reading suppressions: %w", err)
	}
	var out []Suppression
	for i, r := range t.Suppress {
		where := fmt.Sprintf("suppression %d", i+1)
		s := Suppression{Rule: r.Rule, Entity: r.Entity, Fingerprint: r.Fingerprint, Reason: strings.TrimSpace(r.Reason)}
		if s.Reason == "" {
			return nil, fmt.Errorf("%s has no reason", where)
		}
		if s.Fingerprint == "" && (s.Rule == "" || s.Entity == "") {
			return nil, fmt.Errorf("%s needs rule and entity, or fingerprint", where)
		}
		if s.Rule == "*" && strings.Trim(s.Entity, "*") == "" && s.Fingerprint == "" {
			return nil, fmt.Errorf("%s would hide every finding: name a rule or an entity", where)
		}
		var err error
		if s.Until, err = parseDate(r.Until); err != nil {
			return nil, fmt.Errorf("%s: until: %w", where, err)
		}
		s.pattern = globPattern(s.Entity)
		out = append(out, s)
	}
	return out, nil
}

func parseDate(v any) (time.Time, error) {
	switch d := v.(type) {
	case nil:
		return time.Time{}, nil
	case toml.LocalDate:
		return d.AsTime(time.UTC), nil
	case time.Time:
		return d, nil
	case string:
		t, err := time.Parse(time.DateOnly, d)
		if err != nil {
			return time.Time{}, fmt.Errorf("%q is not a date like 2027-01-31", d)
		}
		return t, nil
	}
	return time.Time{}, errors.New("not a date like 2027-01-31")
}

// globPattern makes "*" match any text and everything else itself.
func globPattern(glob string) *regexp.Regexp {
	parts := strings.Split(glob, "*")
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile("^(?s:" + strings.Join(parts, ".*") + ")$")
}

// Matches reports whether s is about f, expired or not.
func (s *Suppression) Matches(f *Finding) bool {
	if s.Fingerprint != "" {
		return s.Fingerprint == f.Fingerprint
	}
	if s.Rule != "*" && !strings.EqualFold(s.Rule, f.Rule) {
		return false
	}
	if s.pattern == nil {
		s.pattern = globPattern(s.Entity)
	}
	return s.pattern.MatchString(f.Entity)
}

// expired reports whether the day of s is over at now.
func (s *Suppression) expired(now time.Time) bool {
	return !s.Until.IsZero() && !now.Before(s.Until.AddDate(0, 0, 1))
}

func (s *Suppression) untilText() string {
	if s.Until.IsZero() {
		return ""
	}
	return s.Until.Format(time.DateOnly)
}

// Suppress moves findings that a suppression matches from Findings to Hidden.
// One that has expired leaves the finding where it is and says so in it. A
// suppression that matched nothing becomes a warning. Call it before Finish
// or after; it seals what it needs.
func (r *Report) Suppress(list []Suppression, now time.Time) {
	used := make([]bool, len(list))
	var keep []Finding
	for _, f := range r.Findings {
		f.Seal()
		hidden := false
		for i := range list {
			s := &list[i]
			if !s.Matches(&f) {
				continue
			}
			used[i] = true
			if s.expired(now) {
				f.Expired = fmt.Sprintf("accepted until %s (%s); that day is over", s.untilText(), s.Reason)
				continue
			}
			f.Suppressed = &Suppressed{By: "config", Reason: s.Reason, Until: s.untilText()}
			f.Expired = ""
			r.Hidden = append(r.Hidden, f)
			hidden = true
			break
		}
		if !hidden {
			keep = append(keep, f)
		}
	}
	r.Findings = keep
	for i, s := range list {
		if !used[i] {
			what := s.Rule + " " + s.Entity
			if s.Fingerprint != "" {
				what = s.Fingerprint
			}
			r.Warnings = append(r.Warnings, "suppression of "+what+" matched no finding")
		}
	}
}
