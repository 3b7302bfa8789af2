package org.jl2tpd.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** RFC 791 3.2, "An Example Fragmentation Procedure". */
class Ipv4FragmenterTest {
    private static final int MORE = 0x2000;

    private final Ipv4Fragmenter fragmenter = new Ipv4Fragmenter();
    private final Random random = new Random(791);

    /** A packet with options and random data; {@code flags} holds the offset too. */
    private ByteBuffer packet(int[] options, int flags, int data) {
        int header = 20 + options.length;
        byte[] octets = new byte[data];
        random.nextBytes(octets);
        ByteBuffer out = ByteBuffer.allocateDirect(7 + header + data).position(7);
        out.put(7, (byte) (0x40 | header / 4)).put(15, (byte) 64).put(16, (byte) 17);
        out.putShort(9, (short) (header + data)).putShort(11, (short) 0xbeef).putShort(13, (short) flags);
        out.putInt(19, 0xc0000201).putInt(23, 0x0a000002);
        for (int i = 0; i < options.length; i++) {
            out.put(27 + i, (byte) options[i]);
        }
        out.put(7 + header, octets);
        out.putShort(17, (short) InternetChecksum.checksum(out, 7, header, 0));
        return out;
    }

    private List<ByteBuffer> cut(ByteBuffer packet, int mtu) {
        var fragments = new ArrayList<ByteBuffer>();
        assertThat(fragmenter.begin(packet, mtu)).isTrue();
        ByteBuffer out = ByteBuffer.allocate(9300).position(64);
        while (fragmenter.next(out)) {
            byte[] octets = new byte[out.remaining()];
            out.get(out.position(), octets);
            fragments.add(ByteBuffer.wrap(octets));
            out.clear().position(64);
        }
        return fragments;
    }

    private static int header(ByteBuffer fragment) {
        return IpPacket.v4HeaderOctets(fragment);
    }

    private static int flags(ByteBuffer fragment) {
        return fragment.getShort(6) & 0xffff;
    }

    /** Puts the fragments' data together, and checks what every fragment must be. */
    private static byte[] joined(ByteBuffer packet, List<ByteBuffer> fragments, int mtu) {
        int header = header(packet);
        byte[] data = new byte[packet.remaining() - header];
        int start = packet.getShort(packet.position() + 6) & 0x1fff;
        int at = 0;
        for (ByteBuffer fragment : fragments) {
            assertThat(fragment.remaining()).isLessThanOrEqualTo(mtu).isEqualTo(fragment.getShort(2) & 0xffff);
            assertThat(InternetChecksum.fold(InternetChecksum.sum(fragment, 0, header(fragment), 0)))
                    .isEqualTo(0xffff);
            assertThat(fragment.getShort(4)).isEqualTo((short) 0xbeef);
            assertThat(fragment.getLong(12)).isEqualTo(0xc00002010a000002L);
            assertThat(flags(fragment) & 0x1fff).isEqualTo(start + at / 8);
            int octets = fragment.remaining() - header(fragment);
            fragment.get(header(fragment), data, at, octets);
            at += octets;
            assertThat((flags(fragment) & MORE) != 0)
                    .isEqualTo(at < data.length || (packet.getShort(packet.position() + 6) & MORE) != 0);
        }
        assertThat(at).isEqualTo(data.length);
        return data;
    }

    private static byte[] data(ByteBuffer packet) {
        byte[] data = new byte[packet.remaining() - header(packet)];
        packet.get(packet.position() + header(packet), data);
        return data;
    }

    @Test
    void cutsAtMultiplesOfEightOctets() {
        ByteBuffer packet = packet(new int[0], 0, 1480);
        List<ByteBuffer> fragments = cut(packet, 1400);
        assertThat(fragments).extracting(ByteBuffer::remaining).containsExactly(1396, 124);
        assertThat(fragments).extracting(Ipv4FragmenterTest::flags).containsExactly(MORE, 172);
        assertThat(joined(packet, fragments, 1400)).isEqualTo(data(packet));
    }

    @Test
    void leavesTheLastFragmentAsLongAsItFits() {
        ByteBuffer packet = packet(new int[0], 0, 1376 + 1380);
        assertThat(cut(packet, 1400)).extracting(ByteBuffer::remaining).containsExactly(1396, 1400);
    }

    /** A fragment's own offset goes on, and so does its More Fragments. */
    @Test
    void goesOnFromTheOffsetOfAFragment() {
        ByteBuffer middle = packet(new int[0], MORE | 185, 1480);
        List<ByteBuffer> fragments = cut(middle, 1000);
        assertThat(fragments).extracting(Ipv4FragmenterTest::flags).containsExactly(MORE | 185, MORE | 307);
        assertThat(joined(middle, fragments, 1000)).isEqualTo(data(middle));
        ByteBuffer last = packet(new int[0], 370, 1001);
        assertThat(cut(last, 576)).extracting(Ipv4FragmenterTest::flags).containsExactly(MORE | 370, 439);
    }

    /** Loose source route (131, copied) goes into each; record route (7) and time stamp (68) into the first only. */
    @Test
    void copiesTheOptionsThatAreForEveryFragment() {
        int[] options = {7, 7, 4, 0, 0, 0, 0, 1, 131, 7, 4, 10, 0, 0, 9, 68, 5, 5, 0, 0};
        ByteBuffer packet = packet(options, 0, 1400);
        List<ByteBuffer> fragments = cut(packet, 600);
        assertThat(header(fragments.get(0))).isEqualTo(40);
        assertThat(header(fragments.get(1))).isEqualTo(28);
        assertThat(fragments.get(1).getLong(20)).isEqualTo(0x8307040a00000900L);
        assertThat(joined(packet, fragments, 600)).isEqualTo(data(packet));
    }

    @Test
    void copiesNothingBehindABrokenOption() {
        for (int[] options :
                new int[][] {{131, 0, 1, 1}, {131, 1, 1, 1}, {131, 9, 1, 1}, {0, 131, 3, 4}, {1, 1, 1, 131}}) {
            ByteBuffer packet = packet(options, 0, 1400);
            List<ByteBuffer> fragments = cut(packet, 600);
            assertThat(header(fragments.get(1))).isEqualTo(20);
            assertThat(joined(packet, fragments, 600)).isEqualTo(data(packet));
        }
    }

    @Test
    void refusesWhatCannotBeCut() {
        assertThat(Ipv4Fragmenter.isAllowed(packet(new int[0], 0x4000, 100))).isFalse();
        assertThat(Ipv4Fragmenter.isAllowed(packet(new int[0], 0, 100))).isTrue();
        assertThat(Ipv4Fragmenter.isAllowed(Packets.echo("2001:db8::1", "2001:db8::2", 1, 10)))
                .isFalse();
        assertThat(fragmenter.begin(packet(new int[0], 0, 100), 67)).isFalse();
        assertThat(fragmenter.begin(packet(new int[0], 0x1ff0, 1000), 576)).isFalse();
        assertThat(fragmenter.next(ByteBuffer.allocate(100))).isFalse();
    }

    @Test
    void canBeJoinedAgainWhateverItIs() {
        for (int i = 0; i < 2000; i++) {
            int[] options = random.ints(4L * random.nextInt(11), 0, 256).toArray();
            int flags = random.nextInt(100) | (random.nextBoolean() ? MORE : 0);
            ByteBuffer packet = packet(options, flags, 1 + random.nextInt(9216 - 60));
            int mtu = 68 + random.nextInt(1500);
            assertThat(joined(packet, cut(packet, mtu), mtu)).isEqualTo(data(packet));
        }
    }

    @Test
    void allocatesNothing() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer packet = packet(new int[0], 0, 1480);
        ByteBuffer out = ByteBuffer.allocateDirect(2000);
        long before = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i == 10_000) {
                before = threads.getCurrentThreadAllocatedBytes();
            }
            fragmenter.begin(packet, 1400);
            while (fragmenter.next(out.clear())) {
                assert out.hasRemaining();
            }
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000L);
    }
}
