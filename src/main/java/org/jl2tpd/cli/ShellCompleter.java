package org.jl2tpd.cli;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands {@link Completions} to JLine. */
final class ShellCompleter implements Completer {
    private final Completions completions;

    ShellCompleter(Completions completions) {
        this.completions = completions;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word =
                line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
        for (Completions.Word offered : completions.of(line.words().subList(0, line.wordIndex()), word)) {
            String description = offered.description().isEmpty() ? null : offered.description();
            candidates.add(
                    new Candidate(offered.text(), offered.text(), null, description, null, null, offered.complete()));
        }
    }
}
