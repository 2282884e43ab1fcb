package report

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/tenon-abi/tenon/verify"
)

// The part of SARIF 2.1.0 that is written (OASIS SARIF v2.1.0 errata 01). The
// structs are ours because go-sarif writes every default (index −1, byteOffset
// −1, empty arrays) into every location, which triples the file; the tests
// check the output with go-sarif's copy of the published schema.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool        sarifTool                   `json:"tool"`
		Invocations []sarifInvocation           `json:"invocations"`
		URIBases    map[string]sarifArtifactLoc `json:"originalUriBaseIds,omitempty"`
		Results     []sarifResult               `json:"results"`
		Properties  map[string]any              `json:"properties,omitempty"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID         string         `json:"id"`
		Name       string         `json:"name,omitempty"`
		Short      *sarifText     `json:"shortDescription,omitempty"`
		Full       *sarifText     `json:"fullDescription,omitempty"`
		Help       *sarifText     `json:"help,omitempty"`
		Default    *sarifLevel    `json:"defaultConfiguration,omitempty"`
		Properties map[string]any `json:"properties,omitempty"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifInvocation struct {
		Successful    bool                `json:"executionSuccessful"`
		ExitCode      int                 `json:"exitCode"`
		Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
	}
	sarifNotification struct {
		Level   string    `json:"level"`
		Message sarifText `json:"message"`
	}
	sarifResult struct {
		RuleID       string             `json:"ruleId"`
		RuleIndex    int                `json:"ruleIndex"`
		Level        string             `json:"level"`
		Message      sarifText          `json:"message"`
		Locations    []sarifLocation    `json:"locations,omitempty"`
		Related      []sarifLocation    `json:"relatedLocations,omitempty"`
		Fingerprints map[string]string  `json:"partialFingerprints"`
		Suppressions []sarifSuppression `json:"suppressions,omitempty"`
		Properties   map[string]any     `json:"properties,omitempty"`
	}
	sarifLocation struct {
		ID       *int           `json:"id,omitempty"`
		Physical *sarifPhysical `json:"physicalLocation,omitempty"`
		Logical  []sarifLogical `json:"logicalLocations,omitempty"`
		Message  *sarifText     `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifactLoc `json:"artifactLocation"`
		Region   *sarifRegion     `json:"region,omitempty"`
	}
	sarifArtifactLoc struct {
		URI    string `json:"uri"`
		BaseID string `json:"uriBaseId,omitempty"`
	}
	sarifRegion struct {
		StartLine uint32 `json:"startLine"`
	}
	sarifLogical struct {
		FullName string `json:"fullyQualifiedName"`
		Kind     string `json:"kind,omitempty"`
	}
	sarifSuppression struct {
		Kind          string `json:"kind"`
		Justification string `json:"justification,omitempty"`
	}
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	// maxResults is what code scanning services show of one run; findings are
	// sorted, so these are the most severe ones.
	maxResults = 5000
	srcRoot    = "SRCROOT"
)

// SARIF writes one run. Findings come most severe first and are cut after
// 5,000; paths inside of the repository are relative to it; suppressed
// findings follow while there is room, marked as suppressed.
func SARIF(w io.Writer, r *verify.Report, opt Options) error {
	run := sarifRun{Tool: sarifTool{sarifDriver{Name: "tenon", Version: opt.Version, Rules: []sarifRule{}}}, Results: []sarifResult{}}
	index := map[string]int{}
	rule := func(id string) int {
		if i, ok := index[id]; ok {
			return i
		}
		info, _ := r.Rule(id)
		info.ID = id
		index[id] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRuleOf(info))
		return index[id]
	}
	for _, info := range r.Rules {
		rule(info.ID)
	}
	for i := range r.Findings {
		if len(run.Results) == maxResults {
			break
		}
		run.Results = append(run.Results, sarifResultOf(r, &r.Findings[i], rule(r.Findings[i].Rule)))
	}
	for i := range r.Hidden {
		if len(run.Results) == maxResults {
			break
		}
		f := &r.Hidden[i]
		res := sarifResultOf(r, f, rule(f.Rule))
		res.Suppressions = []sarifSuppression{{"external", clean(f.Suppressed.By + ": " + f.Suppressed.Reason)}}
		run.Results = append(run.Results, res)
	}
	inv := sarifInvocation{Successful: r.Status()&verify.ExitError == 0, ExitCode: r.Status()}
	for _, p := range r.CouldNotCheck {
		inv.Notifications = append(inv.Notifications, sarifNotification{"error", sarifText{clean("could not check " + p.What + ": " + p.Why)}})
	}
	for _, s := range r.Warnings {
		inv.Notifications = append(inv.Notifications, sarifNotification{"warning", sarifText{clean(s)}})
	}
	if !r.Evidence.Compared() {
		inv.Notifications = append(inv.Notifications, sarifNotification{"error", sarifText{r.Verdict()}})
	}
	run.Invocations = []sarifInvocation{inv}
	if r.Root != "" {
		run.URIBases = map[string]sarifArtifactLoc{srcRoot: {URI: (&url.URL{Scheme: "file", Path: strings.TrimSuffix(filepath.ToSlash(r.Root), "/") + "/"}).String()}}
	}
	run.Properties = map[string]any{"evidence": r.Evidence, "verdict": r.Verdict()}
	if n := len(r.Findings) - maxResults; n > 0 {
		run.Properties["resultsLeftOut"] = n
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	return enc.Encode(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

func sarifRuleOf(i verify.RuleInfo) sarifRule {
	out := sarifRule{ID: i.ID, Name: i.Name, Default: &sarifLevel{sarifGrade(i.Grade)}}
	if i.Summary != "" {
		out.Short = &sarifText{i.Summary}
		out.Full = &sarifText{i.Doc}
		out.Help = &sarifText{i.Doc + "\n\nBefore:\n" + i.Before + "\n\nAfter:\n" + i.After + "\n\nStandard: " + i.Standard}
		out.Properties = map[string]any{"tags": []string{"abi", "since " + i.Since}, "problem.severity": sarifGrade(i.Grade)}
	}
	return out
}

func sarifGrade(g verify.Grade) string {
	switch g {
	case verify.Breaking:
		return "error"
	case verify.Risky:
		return "warning"
	}
	return "note"
}

func sarifResultOf(r *verify.Report, f *verify.Finding, index int) sarifResult {
	text := clean(f.Message)
	if f.Remedy != "" {
		text += ". To do: " + clean(f.Remedy)
	}
	if names, more := affected(f, 10); len(names) > 0 {
		text += fmt.Sprintf(". Affects %d: %s", f.AffectedTotal, clean(strings.Join(names, "; ")))
		if more > 0 {
			text += fmt.Sprintf(" and %d more", more)
		}
	}
	res := sarifResult{RuleID: f.Rule, RuleIndex: index, Level: sarifGrade(f.Grade), Message: sarifText{text},
		Fingerprints: map[string]string{"tenon/v1": f.Fingerprint},
		Properties:   map[string]any{"grade": f.Grade.String()}}
	loc := sarifLocationOf(r, f.Location)
	loc.Logical = []sarifLogical{{clean(f.Entity), string(f.Kind)}}
	res.Locations = []sarifLocation{loc}
	for i, l := range f.Related {
		if x := sarifLocationOf(r, l); x.Physical != nil {
			id := i + 1
			x.ID = &id
			res.Related = append(res.Related, x)
		}
	}
	return res
}

func sarifLocationOf(r *verify.Report, l verify.Location) sarifLocation {
	var out sarifLocation
	file := l.File
	if file == "" {
		file = l.Object
	}
	if file != "" {
		p := &sarifPhysical{Artifact: sarifURI(relative(r.Root, file))}
		if l.File != "" && l.Line > 0 {
			p.Region = &sarifRegion{l.Line}
		}
		out.Physical = p
	}
	if l.Note != "" {
		out.Message = &sarifText{clean(l.Note)}
	}
	return out
}

// sarifURI makes a URI reference of a path: relative paths stay relative.
func sarifURI(path string) sarifArtifactLoc {
	if filepath.IsAbs(path) || (len(path) > 2 && path[1] == ':') {
		return sarifArtifactLoc{URI: (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(path, "/")}).String()}
	}
	return sarifArtifactLoc{URI: (&url.URL{Path: path}).String(), BaseID: srcRoot}
}
