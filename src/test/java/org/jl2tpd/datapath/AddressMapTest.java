package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Random;
import org.jl2tpd.wire.IpAddress;
import org.jl2tpd.wire.IpPrefix;
import org.junit.jupiter.api.Test;

class AddressMapTest {
    @Test
    void agreesWithAHashMapOverRandomChanges() {
        var random = new Random(1);
        var map = new AddressMap<Integer>();
        var model = new HashMap<IpAddress, Integer>();
        for (int i = 0; i < 50_000; i++) {
            var key = new IpAddress(random.nextInt(3), random.nextInt(300));
            if (random.nextInt(100) < (i < 25_000 ? 60 : 40)) {
                assertThat(map.put(key.hi(), key.lo(), i)).isEqualTo(model.put(key, i));
            } else {
                map.remove(key.hi(), key.lo());
                model.remove(key);
            }
            assertThat(map.size()).isEqualTo(model.size());
            var probe = new IpAddress(random.nextInt(3), random.nextInt(300));
            assertThat(map.get(probe.hi(), probe.lo())).isEqualTo(model.get(probe));
        }
    }

    @Test
    void findsTheLongestPrefixLikeASearchThroughAll() {
        var random = new Random(2);
        var table = new PrefixTable<String>();
        var model = new HashMap<IpPrefix, String>();
        for (int i = 0; i < 20_000; i++) {
            IpPrefix prefix = randomPrefix(random);
            if (random.nextInt(3) > 0) {
                String value = prefix.toString();
                table.put(prefix, value);
                model.put(prefix, value);
            } else {
                String there = model.remove(prefix);
                assertThat(table.remove(prefix, there == null ? "absent" : there))
                        .isEqualTo(there != null);
            }
            if (i % 20 == 0) {
                IpAddress address = randomPrefix(random).address();
                assertThat(table.find(address.hi(), address.lo())).isEqualTo(search(model, address));
            }
        }
    }

    private static IpPrefix randomPrefix(Random random) {
        if (random.nextBoolean()) {
            return new IpPrefix(IpAddress.v4(random.nextInt(16) << 28 | random.nextInt(4)), random.nextInt(33));
        }
        return new IpPrefix(
                new IpAddress((long) random.nextInt(16) << 60 | random.nextInt(4), random.nextInt(4)),
                random.nextInt(129));
    }

    private static String search(HashMap<IpPrefix, String> model, IpAddress address) {
        IpPrefix best = null;
        for (IpPrefix prefix : model.keySet()) {
            if (prefix.contains(address) && (best == null || prefix.length() > best.length())) {
                best = prefix;
            }
        }
        return best == null ? null : model.get(best);
    }
}
