package sample

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
)

// The made-up county. Region codes beginning with 99 belong to no province.
const (
	regionCode = "990101"
	regionName = "青禾县"
	rollupID   = regionCode + "-county"
)

// agency is a body in the registry's words, with its own volumes.
type agency struct {
	ID, RegionCode, RegionName string
	Name, ShortName            string
	Former, Aliases            []string // former names as 旧名[2019..2021]
	Type, Level, Parent        string
	ValidFrom, ValidTo         int // 0 means open
	MustReport, InRollup       bool
	Deadline                   string
	Simulated                  bool

	slug   string
	volume volume
	quiet  bool // carries nothing over and holds no documents, so that a missing report breaks no chain
}

// volume is how much a body does in a usual year.
type volume struct {
	requests, stock, issued, licensing, penalty, coercion, feeYuan, purchases int64
}

// event is a reform of the registry.
type event struct {
	Predecessor, Successor, Date, Kind, Note, SourceURL string
	Verified                                            bool
}

// county is the made-up county of one run.
type county struct {
	opt      Options
	agencies []*agency // the roll-up first, then the official order
	events   []event
	ledgers  map[string]*ledger
	history  map[string]string // former name by "<agency id> <year>"
	late     string            // "<agency id> <year>"
	notFiled string            // "<agency id> <year>"
}

//go:embed bodies.csv
var bodiesCSV string

func newCounty(opt Options) *county {
	c := &county{opt: opt, ledgers: map[string]*ledger{}, history: map[string]string{}}
	c.agencies = append(c.agencies, &agency{
		ID: rollupID, RegionCode: regionCode, RegionName: regionName, Name: regionName + "人民政府", ShortName: regionName,
		Type: "county_rollup", Level: "county", MustReport: true, Deadline: "03-31", Simulated: true, slug: "county",
	})
	c.agencies = append(c.agencies, bodies(opt.Agencies)...)
	if opt.Faults > 0 { // a zero is no wonder unless others have many
		c.agencies[0].InRollup = true
		for _, a := range c.agencies {
			if a.Type == "township" {
				a.volume.licensing += 180
			}
		}
	}
	c.reform()
	c.lapses()
	for _, a := range c.agencies {
		c.ledgers[a.ID] = newLedger(a, rand.New(rand.NewPCG(opt.Seed, hash(a.ID))))
	}
	return c
}

func hash(s string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(s))
	return h.Sum64()
}

// bodies returns the first n bodies: those of bodies.csv, then made-up
// townships.
func bodies(n int) []*agency {
	rows, err := csv.NewReader(strings.NewReader(bodiesCSV)).ReadAll()
	if err != nil {
		panic(fmt.Errorf("reading embedded bodies.csv: %w", err))
	}
	var out []*agency
	for _, row := range rows[1:] {
		out = append(out, bodyOf(row))
	}
	for i := 0; len(out) < n; i++ {
		out = append(out, madeUpTownship(i))
	}
	return out[:n]
}

func bodyOf(row []string) *agency {
	number := func(i int) int64 {
		n, err := strconv.ParseInt(row[i], 10, 64)
		if err != nil {
			panic(fmt.Errorf("embedded bodies.csv, %s: %w", row[0], err))
		}
		return n
	}
	a := newBody(row[0], row[1], row[2], row[3], row[4])
	a.volume = volume{number(5), number(6), number(7), number(8), number(9), number(10), number(11), number(12)}
	return a
}

func newBody(slug, name, short, kind, level string) *agency {
	a := &agency{
		ID: regionCode + "-" + slug, RegionCode: regionCode, RegionName: regionName, Name: regionName + name, ShortName: short,
		Type: kind, Level: level, Parent: rollupID, MustReport: true, InRollup: true, Simulated: true, slug: slug,
	}
	switch kind {
	case "gov_office":
		a.Aliases = []string{regionName + "政府办公室"}
	case "township", "subdistrict", "dev_zone": // the form's law names no date for them; the county does
		a.Deadline = "01-31"
	default:
		a.Deadline = ""
	}
	return a
}

// The parts of made-up township names, with their spelling in ids.
var (
	townshipFirst = strings.Fields("青:qing 白:bai 金:jin 石:shi 龙:long 云:yun 永:yong 安:an 平:ping 新:xin 东:dong 西:xi 北:bei 长:chang 双:shuang 高:gao 大:da 沙:sha 梅:mei 松:song")
	townshipLast  = strings.Fields("峡:xia 坪:ping 塘:tang 坝:ba 林:lin 沟:gou 湾:wan 店:dian 堡:bu 岭:ling 潭:tan 寨:zhai 田:tian 渡:du 川:chuan")
)

// maxBodies is how many different bodies can be named.
func maxBodies() int {
	return strings.Count(bodiesCSV, "\n") - 1 + 2*len(townshipFirst)*len(townshipLast)
}

// madeUpTownship returns the i-th township beyond those of bodies.csv.
func madeUpTownship(i int) *agency {
	pairs := len(townshipFirst) * len(townshipLast)
	first, firstSlug, _ := strings.Cut(townshipFirst[i%len(townshipFirst)], ":")
	last, lastSlug, _ := strings.Cut(townshipLast[i/len(townshipFirst)%len(townshipLast)], ":")
	kind, suffix := "镇", "town"
	if i >= pairs {
		kind, suffix = "乡", "township"
	}
	name := first + last + kind
	a := newBody(firstSlug+"-"+lastSlug+"-"+suffix, name+"人民政府", name, "township", "township")
	a.volume = volume{requests: int64(i * 7 % 10), stock: int64(i % 3), licensing: int64(i * 13 % 60), penalty: int64(i % 4), purchases: int64(i % 2)}
	return a
}

func (c *county) find(slug string) *agency {
	for _, a := range c.agencies {
		if a.slug == slug {
			return a
		}
	}
	return nil
}

// reform renames one body and merges two into a third, where the years and
// the bodies asked for leave room.
func (c *county) reform() {
	middle := (c.opt.FirstYear + c.opt.LastYear) / 2
	if a := c.find("education"); a != nil && middle > c.opt.FirstYear {
		a.Former = []string{fmt.Sprintf("%s教育局[%d..%d]", regionName, c.opt.FirstYear, middle-1)}
		for year := c.opt.FirstYear; year < middle; year++ {
			c.history[key(a.ID, year)] = regionName + "教育局"
		}
	}
	successor := c.find("industry-science")
	if successor == nil {
		return
	}
	year := middle + 1 // first report year of the successor
	if year > c.opt.LastYear {
		year = c.opt.LastYear
	}
	successor.ValidFrom = year
	for _, slug := range []string{"science", "industry"} {
		old := c.find(slug)
		old.ValidTo = year - 1
		c.events = append(c.events, event{
			Predecessor: old.ID, Successor: successor.ID, Date: fmt.Sprintf("%d-02-20", year), Kind: "merge",
			Note: old.ShortName + "并入" + successor.ShortName, Verified: true,
		})
	}
}

// lapses chooses the late report and the one that was never filed.
func (c *county) lapses() {
	if a := c.find("water"); a != nil {
		c.late = key(a.ID, max(c.opt.FirstYear, c.opt.LastYear-2))
	}
	if a := c.find("nanshan"); a != nil {
		a.quiet = true
		a.volume.stock = 0
		c.notFiled = key(a.ID, c.opt.LastYear)
	}
}

func key(id string, year int) string { return id + " " + strconv.Itoa(year) }

// active tells whether a body files for a year.
func (a *agency) active(year int) bool {
	return (a.ValidFrom == 0 || year >= a.ValidFrom) && (a.ValidTo == 0 || year <= a.ValidTo)
}
