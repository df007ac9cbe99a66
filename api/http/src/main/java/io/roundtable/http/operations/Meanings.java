package io.roundtable.http.operations;

/** What a status says of what was asked for: above all whether anything was done, and whether to ask again. */
final class Meanings {

    private Meanings() {}

    static String of(int status) {
        return switch (status) {
            case 400 -> "The request itself is at fault. Nothing was done, and the same request will fail again.";
            case 401 -> "The request doesn't prove who asks. Nothing was done.";
            case 403 -> "It is known who asks, and they may not do this. Nothing was done.";
            case 404 ->
                "What the path names isn't there, or not for you: what you may not see looks as if it weren't there.";
            case 405 -> "There is something at the path, but this can't be done to it.";
            case 406 -> "The request accepts no form in which there is an answer. Nothing was done.";
            case 408 -> "The request was begun and not ended. Nothing was done.";
            case 409 ->
                "What is asked for doesn't go with how things are. Nothing was changed; it may go through once they are"
                        + " otherwise.";
            case 410 -> "What the request refers to has been there and is gone for good.";
            case 412 -> "The request was made for another version than there is. Nothing was changed.";
            case 413 -> "The request is larger than can be taken. Nothing was done.";
            case 414 -> "The address is longer than can be taken. Nothing was done.";
            case 415 -> "The body isn't in a form that can be read. Nothing was done.";
            case 422 -> "The request can be read, and a rule forbids what it asks for. Nothing was changed.";
            case 429 ->
                "More is asked for than is allowed at this time. Nothing was done; the same request is good later.";
            case 431 -> "The headers are larger than can be taken. Nothing was done.";
            case 500 -> "Something went wrong on our side. The same request will most likely fail again.";
            case 503 -> "A part that is needed can't do its work just now. The same request is good later.";
            default -> throw new IllegalArgumentException("no problem has the status " + status);
        };
    }
}
