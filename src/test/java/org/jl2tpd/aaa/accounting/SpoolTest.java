package org.jl2tpd.aaa.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is handed out of memory and what is read from the disk. */
final class SpoolTest {
    private final MemoryFiles files = new MemoryFiles();
    private final Spool spool = new Spool(files, "");
    private long added;
    private long handed;

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            String name = "user" + ++added;
            AttributeSet attributes = new AttributeSet().add(Attributes.USER_NAME, name);
            spool.add(new SpooledRecord(SpooledRecord.Kind.START, "", name, 1000, attributes));
        }
    }

    /** @return false when there was none */
    private boolean hand(boolean isTaken) throws IOException {
        Segment.Numbered next = spool.next();
        if (next == null) {
            return false;
        }
        handed++;
        assertThat(next.number()).isEqualTo(handed);
        assertThat(next.record().attributes().text(Attributes.USER_NAME)).isEqualTo("user" + handed);
        if (isTaken) {
            spool.take(next.number());
        }
        return true;
    }

    @Test
    void handsOutWhatItHasJustWrittenWithoutReadingIt() throws IOException {
        add(600);
        spool.write();
        files.contents.values().forEach(octets -> Arrays.fill(octets, (byte) 0));
        while (hand(true)) {
            continue;
        }
        assertThat(handed).isEqualTo(600);
        assertThat(spool.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void handsOutEachOnceInOrderWhetherMemoryOrOnlyTheDiskHasIt(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 60; i++) {
            add(random.nextInt(1500));
            if (random.nextInt(8) > 0) {
                spool.write();
            }
            boolean quick = i % 20 > 10;
            for (int left = random.nextInt(quick ? 16_000 : 300); left > 0 && hand(random.nextInt(50) > 0); left--) {
                continue;
            }
            if (random.nextInt(4) == 0) {
                spool.force();
                spool.sweep();
            }
        }
        spool.write();
        while (hand(true)) {
            continue;
        }
        assertThat(handed).isEqualTo(added);
    }

    @Test
    void aSecondProcessFindsWhatTheFirstHadOnlyOnTheDiskAndInMemory() throws IOException {
        add(Spool.MAX_FRESH + 700);
        spool.write();
        hand(true);
        spool.write();
        Spool next = new Spool(files, "");
        next.recover(
                files.names(), (numbered, taken) -> assertThat(taken).isEqualTo(numbered.number() == 1), words -> {});
        for (long number = 2; number <= added; number++) {
            assertThat(next.next().number()).isEqualTo(number);
        }
        assertThat(next.next()).isNull();
    }
}
