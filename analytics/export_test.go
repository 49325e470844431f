package analytics

import "testing"

// JudgeBatches is Judge with another number of reports judged together.
var JudgeBatches = judgeBatches

// SumTogether lets a test sum fewer values at once.
func SumTogether(t testing.TB, values int) {
	before := summedTogether
	summedTogether = values
	t.Cleanup(func() { summedTogether = before })
}

// GiveBack is what is done between two steps.
var GiveBack = giveBack
