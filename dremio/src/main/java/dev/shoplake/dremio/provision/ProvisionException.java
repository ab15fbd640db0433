package dev.shoplake.dremio.provision;

import dev.shoplake.dremio.rest.DremioException;

/** The step that could not be done, and why. */
public final class ProvisionException extends RuntimeException {
    private final boolean loginRefused;

    ProvisionException(Step step, DremioException cause) {
        super("%s: %s".formatted(step.name(), cause.getMessage()), cause);
        this.loginRefused = cause instanceof DremioException.LoginRefused;
    }

    /** Whether nothing but another name or password can help. */
    public boolean isLoginRefused() {
        return loginRefused;
    }
}
