package scan

import (
	"context"
	"fmt"
	"image"
	"strings"

	"golang.org/x/image/draw"
)

// A number is read twice, in two sizes, once with digits only and once with any
// character. Both readings must be the same, and have as many characters as the
// page has blobs; else the number is in doubt. Where only one reading saw a
// number it is read a third time.
const (
	lowDigits, highDigits = 36, 50 // pixels
	digitSigns            = "0123456789.,-/"
	wholeLine, oneWord    = 7, 8 // ways of tesseract to look at a picture
)

// readNumbers reads the cells that look like numbers. One that is none after
// all becomes words.
func (e *Engine) readNumbers(ctx context.Context, page *straight, cells []*cell) error {
	var numbers []*cell
	for _, c := range cells {
		if c.kind == number {
			numbers = append(numbers, c)
		}
	}
	low, err := e.readings(ctx, page, numbers, lowDigits, wholeLine, digitSigns)
	if err != nil {
		return err
	}
	high, err := e.readings(ctx, page, numbers, highDigits, wholeLine, "")
	if err != nil {
		return err
	}
	var again []*cell
	for i := range numbers {
		low[i], high[i] = numberIn(low[i]), numberIn(high[i])
		if (low[i] == "") != (high[i] == "") {
			again = append(again, numbers[i])
		}
	}
	third, err := e.readings(ctx, page, again, lowDigits, oneWord, digitSigns)
	if err != nil {
		return err
	}
	for i, c := range numbers {
		if len(again) > 0 && again[0] == c {
			if low[i] == "" {
				low[i] = numberIn(third[0])
			} else {
				high[i] = numberIn(third[0])
			}
			again, third = again[1:], third[1:]
		}
		c.settle(low[i], high[i])
	}
	return nil
}

func (e *Engine) readings(ctx context.Context, page *straight, cells []*cell, height, mode int, signs string) ([]string, error) {
	pictures := make([]*image.Gray, len(cells))
	for i, c := range cells {
		pictures[i] = numberPicture(page.Gray, c.blobs, height)
	}
	found, err := e.ask(ctx, pictures, "eng", mode, signs)
	out := make([]string, len(cells))
	for _, w := range found {
		out[w.picture] += w.text
	}
	return out, err
}

// numberPicture cuts the blobs of one number out of a page and makes its
// characters height pixels high, with white around them.
func numberPicture(page *image.Gray, blobs []blob, height int) *image.Gray {
	const margin = 3
	from := around(blobs).Inset(-margin).Intersect(page.Rect)
	scale := float64(height) / float64(from.Dy()-2*margin)
	w, h := int(float64(from.Dx())*scale), int(float64(from.Dy())*scale)
	border := height / 2
	dst := whitePage(w+2*border, h+2*border)
	draw.CatmullRom.Scale(dst, image.Rect(border, border, border+w, border+h), page, from, draw.Src, nil)
	return grayOf(dst)
}

// numberIn is what was read if it is of digits and signs, else "".
func numberIn(text string) string {
	if strings.Trim(text, digitSigns) != "" {
		return ""
	}
	return text
}

// settle takes what both readings say. Where they do not make a number certain
// the cell is read as words, and what that gives is in doubt.
func (c *cell) settle(low, high string) {
	switch {
	case low != high:
		c.kind, c.doubt = words, fmt.Sprintf("two readings of the picture differ: %q and %q", low, high)
	case low == "":
		c.kind = words
	case !c.countMatches(low):
		c.kind, c.doubt = words, "the picture has more or fewer strokes than the number read in it"
	default:
		c.text = low
	}
}

// countMatches tells whether a cell has as many high blobs as a number has
// digits, and as many small ones as it has points and signs.
func (c *cell) countMatches(text string) bool {
	high, low := 0, 0
	for _, f := range characters(c.blobs) {
		if f.Dy() >= digitSize {
			high++
		} else {
			low++
		}
	}
	signs := strings.Count(text, ".") + strings.Count(text, ",") + strings.Count(text, "-")
	return high == len(text)-signs && low == signs
}
