"""The command line: stdout is data, stderr is narration. It never imports Textual."""
