package dev.cutover.plan;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values that stand in for what is wrong or missing in a file that is refused anyway. */
final class Placeholders {

  private static final Map<Class<?>, Object> PLAIN =
      Map.ofEntries(
          Map.entry(String.class, ""),
          Map.entry(int.class, 1),
          Map.entry(Integer.class, 1),
          Map.entry(long.class, 1L),
          Map.entry(boolean.class, false),
          Map.entry(Boolean.class, false),
          Map.entry(BigDecimal.class, BigDecimal.ONE),
          Map.entry(Duration.class, Duration.ofSeconds(1)),
          Map.entry(LocalDate.class, LocalDate.EPOCH),
          Map.entry(LocalDateTime.class, LocalDateTime.MIN),
          Map.entry(LocalTime.class, LocalTime.NOON),
          Map.entry(ZoneId.class, ZoneOffset.UTC),
          Map.entry(List.class, List.of()),
          Map.entry(Map.class, Map.of()));

  private Placeholders() {}

  static Object of(Type type) {
    Class<?> plain = (Class<?>) (type instanceof ParameterizedType of ? of.getRawType() : type);
    if (plain.isEnum()) {
      return plain.getEnumConstants()[0];
    }
    if (!plain.isRecord()) {
      Object value = PLAIN.get(plain);
      if (value == null) {
        throw new IllegalStateException("no placeholder for " + plain);
      }
      return value;
    }
    return create(
        plain,
        Arrays.stream(plain.getRecordComponents())
            .map(part -> Names.isOptional(part) ? null : of(part.getGenericType()))
            .toArray());
  }

  /** A record of these parts. */
  static Object create(Class<?> type, @Nullable Object[] values) {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class[]::new);
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("record " + type.getSimpleName() + " can't be made", e);
    }
  }
}
