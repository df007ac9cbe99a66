package io.roundtable.app.importing;

/**
 * A line as it stands in the file, without its end.
 *
 * @param number 1, 2, 3 …
 * @param tooLong longer than {@link LineReader#MAX_LINE_BYTES}; the bytes are then its beginning only
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared or changed
record FileLine(long number, byte[] bytes, boolean tooLong) {
    boolean isBlank() {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
