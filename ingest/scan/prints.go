package scan

import (
	"image"
	"slices"

	"golang.org/x/image/draw"
)

// prints are the digits of a file as they are printed. A file prints every
// digit in one or two typefaces: a digit that looks more like those that were
// read as another one is in doubt.
type prints struct{ all []print }

// print is one digit.
type print struct {
	cell  *cell
	label byte
	shape [printSide * printSide]uint8
}

const printSide = 20

// add takes the digits of the numbers that are certain so far.
func (p *prints) add(page *straight, cells []*cell) {
	for _, c := range cells {
		if c.kind != number || c.doubt != "" {
			continue
		}
		i := 0
		for _, f := range characters(c.blobs) {
			if i < len(c.text) {
				if c.text[i] >= '0' && c.text[i] <= '9' || c.text[i] == '/' {
					p.all = append(p.all, print{c, c.text[i], shapeOf(page.Gray, f.Rectangle)})
				}
				i++
			}
		}
	}
}

// shapeOf makes a digit as high as the square, its proportions kept.
func shapeOf(page *image.Gray, r image.Rectangle) [printSide * printSide]uint8 {
	w := max(1, min(printSide, r.Dx()*printSide/r.Dy()))
	dst := whitePage(printSide, printSide)
	left := (printSide - w) / 2
	draw.BiLinear.Scale(dst, image.Rect(left, 0, left+w, printSide), page, r, draw.Src, nil)
	var out [printSide * printSide]uint8
	copy(out[:], grayOf(dst).Pix)
	return out
}

func distance(a, b *print) int {
	sum := 0
	for i := range a.shape {
		d := int(a.shape[i]) - int(b.shape[i])
		sum += d * d
	}
	return sum
}

// likeAnother is how much nearer another digit's print must be, in percent of
// the own digit's nearest, for a doubt.
const likeAnother = 80

// doubt marks the cells whose digits look like others.
func (p *prints) doubt() {
	var usual []int // distances to the nearest print of the same digit
	own, other := make([]int, len(p.all)), make([]int, len(p.all))
	for i := range p.all {
		own[i], other[i] = -1, -1
		for j := range p.all {
			if i == j {
				continue
			}
			nearest := &other[i]
			if p.all[i].label == p.all[j].label {
				nearest = &own[i]
			}
			if d := distance(&p.all[i], &p.all[j]); *nearest < 0 || d < *nearest {
				*nearest = d
			}
		}
		if own[i] >= 0 {
			usual = append(usual, own[i])
		}
	}
	slices.Sort(usual)
	for i, pr := range p.all {
		limit := own[i] * likeAnother / 100
		if own[i] < 0 && len(usual) > 0 { // the only one of its kind
			limit = usual[len(usual)*9/10]
		}
		if other[i] >= 0 && other[i] < limit {
			pr.cell.doubt = "a digit looks like another one of this file"
		}
	}
}
