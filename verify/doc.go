// Package verify holds findings as data: what the rules, the differ and the
// border check found, with everything a report needs and nothing a report
// decides.
//
// # What it is
//
// A [Finding] names a rule, an entity and a [Grade], and says what is wrong,
// why, and what to do. One root cause is one finding: what else it affects is
// attached to it ([Finding.Affected], [Finding.Path]), never repeated as
// findings of its own. A [Report] is a list of findings with the [Evidence]
// they rest on: how many functions, types and variables were looked at, what
// could not be checked, and what the reader could not take as it was.
//
// # What it never does
//
// It does not load objects, run rules, or print. It knows no format; package
// verify/report does.
//
// # Grades
//
// Breaking: code on the other side is wrong now, or will be for certain.
// Risky: it is wrong under conditions that debug info does not settle, or for
// a reader who binds it the obvious way. Compatible: a change that breaks no
// one. Note: worth knowing.
//
// # Clean is a claim
//
// A report is clean only if something was compared and nothing could not be
// checked. [Report.Status] gives exit bit 1 when a check could not be made or
// when nothing was compared, whatever the findings say.
//
// # Identity
//
// [Finding.Fingerprint] is made from the rule, the entity and the detail
// within it, never from a line, a path or an order. Baselines and
// suppressions use it, so that they survive edits elsewhere.
//
// # Ids
//
// TN1000–TN1999 are rules over one set of objects (verify/rules), TN2000–TN2999
// kinds of change (verify/diff), TN3000–TN3999 the language border
// (verify/link). Ids are permanent; a retired one stays reserved.
package verify
