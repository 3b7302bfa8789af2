package org.jl2tpd.wire;

/**
 * The Result Code AVP (RFC 2661 4.4.2) of a StopCCN or CDN.
 *
 * @param result the result code; which list applies depends on the message (constants below)
 * @param error the general error code, meaningful with result 2; 0 none
 * @param message human-readable UTF-8 text, empty when there is none
 */
public record ResultCode(int result, int error, String message) {
    /** StopCCN results. */
    public static final int STOP_GENERAL = 1;

    public static final int GENERAL_ERROR = 2;
    public static final int STOP_ALREADY_EXISTS = 3;
    public static final int STOP_NOT_AUTHORIZED = 4;
    public static final int STOP_VERSION = 5;
    public static final int STOP_SHUTTING_DOWN = 6;
    public static final int STOP_FSM_ERROR = 7;

    /** CDN results. */
    public static final int CDN_LOST_CARRIER = 1;

    public static final int CDN_ADMINISTRATIVE = 3;
    public static final int CDN_NO_FACILITIES_TEMPORARY = 4;
    public static final int CDN_NO_FACILITIES_PERMANENT = 5;
    public static final int CDN_INVALID_DESTINATION = 6;
    public static final int CDN_NO_CARRIER = 7;
    public static final int CDN_BUSY = 8;
    public static final int CDN_NO_DIAL_TONE = 9;
    public static final int CDN_TIMEOUT = 10;
    public static final int CDN_NO_FRAMING = 11;

    /** General error codes. */
    public static final int ERROR_NONE = 0;

    public static final int ERROR_NO_CONTROL_CONNECTION = 1;
    public static final int ERROR_LENGTH = 2;
    public static final int ERROR_VALUE = 3;
    public static final int ERROR_RESOURCES = 4;
    public static final int ERROR_SESSION_ID = 5;
    public static final int ERROR_VENDOR = 6;
    public static final int ERROR_TRY_ANOTHER = 7;
    public static final int ERROR_UNKNOWN_AVP = 8;

    /** A result without error code. */
    public static ResultCode of(int result, String message) {
        return new ResultCode(result, 0, message);
    }

    /** A general error (result 2). */
    public static ResultCode error(int error, String message) {
        return new ResultCode(GENERAL_ERROR, error, message);
    }
}
