package dev.shoplake.etl;

import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Days, months and ages on the command line, and what is said of those that are none. */
final class TimeArguments {
    private TimeArguments() {}

    /** A command that reads them, with all the commands below it. */
    static CommandLine readBy(CommandLine command) {
        return command.registerConverter(LocalDate.class, converter("a day such as 2011-11-30", LocalDate::parse))
                .registerConverter(YearMonth.class, converter("a month such as 2011-11", YearMonth::parse))
                .registerConverter(Duration.class, converter("an age such as P7D or PT12H", TimeArguments::age));
    }

    private static Duration age(String value) {
        var age = Duration.parse(value);
        if (age.isNegative()) {
            throw new DateTimeParseException("nothing is younger than now", value, 0);
        }
        return age;
    }

    private static <T> ITypeConverter<T> converter(String expected, Function<String, T> parse) {
        return value -> {
            try {
                return parse.apply(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'%s' is not %s".formatted(value, expected));
            }
        };
    }
}
