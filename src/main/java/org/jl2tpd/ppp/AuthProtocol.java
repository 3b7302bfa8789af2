package org.jl2tpd.ppp;

/** Authentication protocols that this PPP speaks. */
public enum AuthProtocol {
    PAP,
    CHAP_MD5,
    MS_CHAP_V2
}
