package io.roundtable.contract.schema;

/**
 * One difference between two versions of a schema.
 *
 * @param path where it is, from the type on
 * @param breaking whether somebody who reads old or new records with either of them would be misled
 */
record Change(String path, String what, boolean breaking) {

    static Change breaking(String path, String what) {
        return new Change(path, what, true);
    }

    static Change harmless(String path, String what) {
        return new Change(path, what, false);
    }

    @Override
    public String toString() {
        return (breaking ? "BREAKING " : "harmless ") + path + ": " + what;
    }
}
