package org.jl2tpd.migration;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever stands in a file of any dialect: a result that our loader accepts, or faults with places; nothing thrown. */
class MigrationFuzzTest {
    @FuzzTest(maxDuration = "10s")
    void neverThrows(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        for (Format format : Format.values()) {
            Migration migration = Migration.of("fuzz", text, format);
            if (migration.isValid()) {
                migration.text("", true);
            } else if (migration.report().faults().isEmpty()
                    && migration.report().warnings().isEmpty()) {
                throw new AssertionError("neither a result nor a reason");
            }
        }
    }
}
