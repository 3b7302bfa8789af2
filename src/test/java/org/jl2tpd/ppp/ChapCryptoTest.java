package org.jl2tpd.ppp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jl2tpd.wire.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors of the digests and responses. */
class ChapCryptoTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final Secret CLIENT_PASS = Secret.of("clientPass");
    private static final byte[] AUTHENTICATOR = HEX.parseHex("5b5d7c7d7b3f2f3e3c2c602132262628");
    private static final byte[] PEER = HEX.parseHex("21402324255e262a28295f2b3a337c7e");
    private static final byte[] NT_RESPONSE = HEX.parseHex("82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df");

    /** RFC 1320 A.5. */
    @ParameterizedTest
    @CsvSource({
        "'', 31d6cfe0d16ae931b73c59d7e0c089c0",
        "a, bde52cb31de33e46245e05fbdbd6fb24",
        "abc, a448017aaf21d8525fc10ae87aa6729d",
        "message digest, d9130a8164549fe818874806e1c7014b",
        "abcdefghijklmnopqrstuvwxyz, d79e1c308aa5bbcdeea8ed63df412da9",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, 043f8582f241db351ce627e153e7f0e4",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890, e33b4ddc9c38f2199c3e7b164fcc0536"
    })
    void computesMd4(String text, String digest) {
        assertThat(Md4.digest(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(HEX.parseHex(digest));
    }

    /** CHAP-1994-02, VEC-CHAP-01. */
    @Test
    void computesTheChapResponse() {
        byte[] challenge = HEX.parseHex("6869636861707468697369736368616c");
        byte[] response = HEX.parseHex("b1a6b662c77011cb9dfcd57b50d3ff53");
        assertThat(ChapCrypto.chapMd5(0x2a, Secret.of("s3cret"), challenge)).isEqualTo(response);
        var request = new AuthRequest.Chap("alice", 0x2a, challenge, response);
        assertThat(request.isProvedBy(Secret.of("s3cret"))).isTrue();
        assertThat(request.isProvedBy(Secret.of("s3creT"))).isFalse();
    }

    /** VEC-MSCHAP2-01 (RFC 2759 9.2). */
    @Test
    void computesEachStepOfMsChapV2() {
        byte[] challenge8 = ChapCrypto.challengeHash(PEER, AUTHENTICATOR, "User");
        byte[] hash = ChapCrypto.ntPasswordHash(CLIENT_PASS);
        assertThat(HEX.formatHex(challenge8)).isEqualTo("d02e4386bce91226");
        assertThat(HEX.formatHex(hash)).isEqualTo("44ebba8d5312b8d611474411f56989ae");
        assertThat(HEX.formatHex(Md4.digest(hash))).isEqualTo("41c00c584bd2d91c4017a2a12fa59f3f");
        assertThat(ChapCrypto.ntResponse(challenge8, hash)).isEqualTo(NT_RESPONSE);
        assertThat(ChapCrypto.authenticatorResponse(hash, NT_RESPONSE, challenge8))
                .isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
    }

    /** MSCHAP2-2759-01: the name counts without its domain. */
    @ParameterizedTest
    @CsvSource({"User", "DOMAIN\\User"})
    void judgesMsChapV2(String name) {
        var request = new AuthRequest.MsChapV2(name, 1, AUTHENTICATOR, PEER, NT_RESPONSE);
        assertThat(request.isProvedBy(CLIENT_PASS)).isTrue();
        assertThat(request.isProvedBy(Secret.of("clientpass"))).isFalse();
        assertThat(request.authenticatorResponse(CLIENT_PASS)).isEqualTo("S=407A5589115FD0D6209F510FE9C04566932CDA56");
    }

    @Test
    void judgesPap() {
        var request = new AuthRequest.Pap("alice", Secret.of("s3cret"));
        assertThat(request.isProvedBy(Secret.of("s3cret"))).isTrue();
        assertThat(request.isProvedBy(Secret.of("s3cre"))).isFalse();
        assertThat(new AuthRequest.None().isProvedBy(Secret.of(""))).isFalse();
    }

    @Test
    void showsNoSecret() {
        byte[] octets = "s3cret".getBytes(StandardCharsets.UTF_8);
        assertThat(new AuthRequest.Pap("alice", Secret.of("s3cret")).toString()).doesNotContain("s3cret");
        assertThat(new AuthRequest.Chap("alice", 1, octets, octets)).hasToString("Chap[userName=alice]");
        assertThat(new AuthRequest.MsChapV2("alice", 1, octets, octets, octets))
                .hasToString("MsChapV2[userName=alice]");
    }
}
