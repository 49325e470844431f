package analytics

// JudgeBatches is Judge with another number of reports judged together.
var JudgeBatches = judgeBatches
