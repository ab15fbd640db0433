package dev.shoplake.etl;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** An age on the command line: an ISO-8601 duration that is not negative. */
final class AgeConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
        try {
            var age = Duration.parse(value);
            if (!age.isNegative()) {
                return age;
            }
        } catch (DateTimeParseException e) {
            // It is told below, like an age that is none
        }
        throw new TypeConversionException("'%s' is not an age such as P7D or PT12H".formatted(value));
    }
}
