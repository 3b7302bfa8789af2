package org.jl2tpd.radius;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dictionary that is handed to operators says what the table says. */
class DictionaryTest {
    private static final Path DICTIONARY = Path.of("etc/radius/dictionary.jl2tpd");

    private static List<String[]> lines(String word) throws IOException {
        return Files.readAllLines(DICTIONARY).stream()
                .map(line -> line.split("\\s+"))
                .filter(words -> words[0].equals(word))
                .toList();
    }

    @Test
    void ourAttributesStandInTheDictionary() throws Exception {
        assertThat(lines("VENDOR"))
                .singleElement()
                .satisfies(words -> assertThat(words[2]).isEqualTo(Integer.toString(Attributes.JL2TPD)));
        Set<String> written = lines("ATTRIBUTE").stream()
                .map(words -> words[1] + " " + words[2] + " " + words[3])
                .collect(Collectors.toSet());
        Set<String> known = Attributes.all().stream()
                .filter(type -> type.vendor() == Attributes.JL2TPD)
                .map(type -> type.name() + " " + type.number() + " " + format(type))
                .collect(Collectors.toSet());
        assertThat(written).isEqualTo(known).isNotEmpty();
    }

    private static String format(AttributeType type) {
        return switch (type.format()) {
            case TEXT -> "string";
            case NUMBER -> "integer";
            case LARGE -> "integer64";
            default -> throw new AssertionError(type);
        };
    }
}
