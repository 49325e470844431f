package archive

import (
	"strings"
	"testing"
)

// Lines that an earlier program wrote stay whole, and what a newer field is not
// used for is written as before.
func TestLinesOfVersionOneStay(t *testing.T) {
	dir := t.TempDir()
	old := `{"v":1,"seq":1,"time":"2026-11-22T21:19:34.992923Z","event":"received","kind":"registry","sha256":"8027d0c695e4af95af9416e318de6732a6aacd605744950ec0426ad334e187c7","name":"agencies.csv","size":6235,"run":1,"prev":"","hash":"9ca7071f2e2b4a7d2d9bbc2d1f8977e68053afd65bfea87bcc58b51d59ca808b"}` + "\n"
	place(t, dir, []byte(old))
	w := writer(t, dir)
	if err := w.Append([]Event{{Event: DecidedEvent, SHA256: "a", Decision: "reject", Reason: "发错了"}}); err != nil {
		t.Fatal(err)
	}
	if err := w.Append([]Event{{Event: DecidedEvent, Finding: "0123456789ab", Decision: "explained", Reason: "年中\xff并入\u2028", By: "王\xff"}}); err != nil {
		t.Fatal(err)
	}
	events, err := Open(dir).Events()
	if err != nil || len(events) != 3 || events[1].Version != 1 || events[2].Version != 2 {
		t.Fatalf("%+v, %v", events, err)
	}
	if e := events[2]; e.Finding != "0123456789ab" || e.By != "王\uFFFD" || !strings.HasPrefix(e.Reason, "年中\uFFFD并入") || e.Run != 3 {
		t.Errorf("%+v", e)
	}
}
