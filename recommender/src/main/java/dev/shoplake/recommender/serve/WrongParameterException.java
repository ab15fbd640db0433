package dev.shoplake.recommender.serve;

/** A question that cannot be answered as asked. */
final class WrongParameterException extends RuntimeException {
    private final String parameter;
    private final String value;
    private final String expected;

    WrongParameterException(String parameter, String value, String expected) {
        super("%s is '%s': expected %s".formatted(parameter, value, expected));
        this.parameter = parameter;
        this.value = value;
        this.expected = expected;
    }

    String parameter() {
        return parameter;
    }

    String value() {
        return value;
    }

    String expected() {
        return expected;
    }
}
