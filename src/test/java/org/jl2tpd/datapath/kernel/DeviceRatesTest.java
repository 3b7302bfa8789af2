package org.jl2tpd.datapath.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jl2tpd.engine.DataRates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Limits of a device in the kernel: what is asked, and what is left when any of it fails: what was before. */
class DeviceRatesTest {
    private static final DataRates BOTH = new DataRates(8_000_000, 16_000_000);
    private static final List<DataRates> KINDS = List.of(
            DataRates.NONE,
            new DataRates(8_000_000, 0),
            new DataRates(0, 16_000_000),
            BOTH,
            new DataRates(80_000_000, 160_000_000));

    private final Bench bench = new Bench();

    private static String set(Bench bench, DataRates rates) {
        return bench.datapath.setRates(bench.session, "", rates);
    }

    @Test
    void noCallIsMadeWithoutALimit() {
        bench.setUp();
        bench.kernel.calls.clear();
        assertThat(set(bench, DataRates.NONE)).isNull();
        assertThat(bench.kernel.calls).isEmpty();
    }

    @Test
    void bothWaysAreLimitedInOctetsASecond() {
        bench.setUp();
        bench.kernel.calls.clear();
        assertThat(set(bench, BOTH)).isNull();
        assertThat(bench.kernel.calls).containsExactly("shape 500 to 2000000", "ingress 500", "police 500 to 1000000");
        assertThat(bench.kernel.limits).containsExactly("ingress 500", "rx 500 1000000", "tx 500 2000000");
    }

    @Test
    void onlyWhatChangesIsAsked() {
        bench.setUp();
        set(bench, BOTH);
        bench.kernel.calls.clear();
        assertThat(set(bench, BOTH)).isNull();
        assertThat(bench.kernel.calls).isEmpty();
        set(bench, new DataRates(9_000_000, 16_000_000));
        assertThat(bench.kernel.calls).containsExactly("police 500 to 1125000");
        bench.kernel.calls.clear();
        set(bench, DataRates.NONE);
        assertThat(bench.kernel.calls).containsExactly("unshape 500", "no ingress 500");
        assertThat(bench.kernel.limits).isEmpty();
    }

    @Test
    void theyGoWithTheDevice() {
        bench.setUp();
        set(bench, BOTH);
        bench.kernel.calls.clear();
        bench.tearDown();
        assertThat(bench.kernel.limits).isEmpty();
        assertThat(bench.kernel.calls).noneMatch(call -> call.contains("shape") || call.contains("ingress"));
    }

    @Test
    void theDeviceOfAPppdIsFoundByItsName() {
        bench.datapath.openTunnel(bench.tunnel);
        bench.datapath.openSession(bench.session, Bench.OPTIONS);
        assertThat(set(bench, BOTH)).contains("no device");
        assertThat(bench.datapath.setRates(bench.session, "ppp7", BOTH)).isNull();
        assertThat(bench.kernel.limits).contains("tx 507 2000000");
        assertThat(bench.datapath.setRates(bench.session, "ppp8", BOTH)).isNull();
        assertThat(bench.kernel.limits).contains("tx 508 2000000");
    }

    static Stream<Arguments> everyCall() {
        var all = new ArrayList<Arguments>();
        for (DataRates from : KINDS) {
            for (DataRates to : KINDS) {
                var whole = new Bench();
                whole.setUp();
                set(whole, from);
                whole.kernel.calls.clear();
                set(whole, to);
                for (int i = 0; i < whole.kernel.calls.size(); i++) {
                    all.add(Arguments.of(from, to, i, whole.kernel.calls.get(i)));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} to {1}: {3} fails")
    @MethodSource("everyCall")
    void whatWasBeforeIsBackWhateverCallFails(DataRates from, DataRates to, int index, String call) {
        bench.setUp();
        set(bench, from);
        var before = new TreeSet<>(bench.kernel.limits);
        bench.kernel.failAt = bench.kernel.counted + index;
        assertThat(set(bench, to)).contains("EPERM").contains(call);
        assertThat(bench.kernel.limits).isEqualTo(before);
        bench.kernel.failAt = -1;
        assertThat(set(bench, to)).isNull();
        var after = new TreeSet<>(bench.kernel.limits);
        var direct = new Bench();
        direct.setUp();
        set(direct, to);
        assertThat(after).isEqualTo(direct.kernel.limits);
    }
}
