package io.roundtable.app.client;

import io.roundtable.app.UserError;

/** The server has refused; the message is {@link Problem#line()}. */
public final class ApiFailure extends UserError {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ApiFailure(Problem problem) {
        super(problem.line());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
