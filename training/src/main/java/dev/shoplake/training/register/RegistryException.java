package dev.shoplake.training.register;

import org.jspecify.annotations.Nullable;

/** MLflow did not do what it was asked for; the message says where it is and what it said. */
public final class RegistryException extends RuntimeException {
    RegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
