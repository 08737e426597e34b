#include "runtime/objects/text/template.h"

#include "runtime/memory/memory.h"
#include "runtime/objects/exceptions/exception.h"
#include "runtime/objects/text/str.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

#if TAIPAN_HAS_TEMPLATE
namespace taipan::runtime {

// --- Interpolation -------------------------------------------------------------------------------

namespace {
Value newInterpolation(const Value* parts) {
    auto* const self = newObject<Interpolation>(interpolationType);
    self->value = parts[0];
    self->expression = parts[1];
    self->conversion = parts[2];
    self->formatSpec = parts[3];
    return pointerTo(self);
}

Value makeInterpolation(const Type*, size_t nArgs, size_t nKw, const Value* args) {
    static constexpr Parameter kParameters[] = {
        {"value"_name, Parameter::Object, Parameter::Required, kNoValue},
        {"expression"_name, Parameter::Object, Parameter::Optional, nameValue(""_name)},
        {"conversion"_name, Parameter::Object, Parameter::Optional, kNone},
        {"format_spec"_name, Parameter::Object, Parameter::Optional, nameValue(""_name)},
    };
    Dict keywords(nullptr, {});
    keywordsOf(nKw, args + nArgs, keywords);
    Value parts[4];
    bindArguments(nArgs, args, &keywords, 4, kParameters, parts);
    return newInterpolation(parts);
}

void printInterpolation(const Printer* printer, Value value, PrintKind) {
    const auto& self = *value.as<Interpolation>();
    printFormat(*printer, "Interpolation(%r, %r, %r, %r)"_text, self.value, self.expression,
                self.conversion, self.formatSpec);
}

void interpolationAttr(Value value, Name name, Value* dest) {
    if (dest[0]) return;
    const auto& self = *value.as<Interpolation>();
    if (name == "value"_name)
        dest[0] = self.value;
    else if (name == "expression"_name)
        dest[0] = self.expression;
    else if (name == "conversion"_name)
        dest[0] = self.conversion;
    else if (name == "format_spec"_name)
        dest[0] = self.formatSpec;
}
} // namespace

constinit const TypeOf<3> interpolationType("Interpolation"_name, 0,
                                            {.makeNew = makeInterpolation,
                                             .print = printInterpolation,
                                             .attr = interpolationAttr});

// --- Template ------------------------------------------------------------------------------------

namespace {
Value templateOf(const Type& type, Value strings, Value interpolations) {
    auto* const self = newObject<Template>(type);
    self->strings = strings.as<Tuple>();
    self->interpolations = interpolations.as<Tuple>();
    return pointerTo(self);
}

Value joined(Value left, Value right) {
    return binaryOp(BinaryOp::Add, left, right);
}

/// Template(…): strings and interpolations in any order.
Value makeTemplate(const Type* type, size_t nArgs, size_t, const Value* args) {
    const Value strings = newList(0, nullptr);
    const Value interpolations = newList(0, nullptr);
    Value text = nameValue(""_name);
    for (size_t i = 0; i < nArgs; ++i) {
        if (is(args[i], interpolationType)) {
            append(*strings.as<List>(), text);
            append(*interpolations.as<List>(), args[i]);
            text = nameValue(""_name);
        } else if (isStr(args[i])) {
            text = joined(text, args[i]);
        } else {
            raiseTypeError("expected str or Interpolation"_text);
        }
    }
    append(*strings.as<List>(), text);
    return templateOf(*type, tupleOf(strings), tupleOf(interpolations));
}

void printTemplate(const Printer* printer, Value value, PrintKind) {
    const auto& self = *value.as<Template>();
    printFormat(*printer, "Template(strings=%r, interpolations=%r)"_text, pointerTo(self.strings),
                pointerTo(self.interpolations));
}

Value addTemplates(BinaryOp op, Value left, Value right) {
    if (op != BinaryOp::Add || !is(right, templateType)) return kNoValue;
    const auto& a = *left.as<Template>();
    const auto& b = *right.as<Template>();
    // The last string of one and the first of the other become one.
    const size_t last = a.strings->size - 1;
    const Value strings = newTuple(last + b.strings->size, nullptr);
    Value* const items = strings.as<Tuple>()->items;
    for (size_t i = 0; i < last; ++i) items[i] = a.strings->items[i];
    for (size_t i = 1; i < b.strings->size; ++i) items[last + i] = b.strings->items[i];
    items[last] = joined(a.strings->items[last], b.strings->items[0]);
    return templateOf(templateType, strings,
                      joined(pointerTo(a.interpolations), pointerTo(b.interpolations)));
}

void templateAttr(Value value, Name name, Value* dest) {
    if (dest[0]) return;
    const auto& self = *value.as<Template>();
    if (name == "strings"_name) {
        dest[0] = pointerTo(self.strings);
    } else if (name == "interpolations"_name) {
        dest[0] = pointerTo(self.interpolations);
    } else if (name == "values"_name) {
        dest[0] = newTuple(self.interpolations->size, nullptr);
        for (size_t i = 0; i < self.interpolations->size; ++i)
            dest[0].as<Tuple>()->items[i] =
                self.interpolations->items[i].as<Interpolation>()->value;
    }
}

/// Strings that are not empty and interpolations by turns.
struct TemplateIterator : Object {
    Value source;
    size_t at; // even: strings
};

Value nextPart(Value value) {
    auto& self = *value.as<TemplateIterator>();
    const auto& source = *self.source.as<Template>();
    while (self.at < source.strings->size + source.interpolations->size) {
        const size_t at = self.at++;
        if (at % 2 != 0) return source.interpolations->items[at / 2];
        const Value text = source.strings->items[at / 2];
        if (textOf(text).size != 0) return text;
    }
    return kNoValue;
}

constinit const TypeOf<1> templateIteratorType("iterator"_name, 0, {.iterNext = nextPart});

Value templateIter(Value self, IteratorBuffer* buffer) {
    static_assert(sizeof(TemplateIterator) <= sizeof(IteratorBuffer));
    auto* const iterator = reinterpret_cast<TemplateIterator*>(buffer);
    *iterator = {{&templateIteratorType}, self, 0};
    return pointerTo(iterator);
}
} // namespace

constinit const TypeOf<5> templateType("Template"_name, takes(0, kAnyArgs),
                                       {.makeNew = makeTemplate,
                                        .print = printTemplate,
                                        .binary = addTemplates,
                                        .attr = templateAttr,
                                        .getIter = templateIter});

Value newTemplate(size_t nArgs, const Value* args) {
    if (!isTuple(args[0]) || args[0].as<Tuple>()->size == 0)
        raiseTypeError("expected str or Interpolation"_text);
    const Value strings = args[0];
    Value* parts = const_cast<Value*>(args + 1);
    size_t count = nArgs - 1;
    if (nArgs == 2) itemsOf(args[1], count, parts);
    const Tuple& texts = *strings.as<Tuple>();
    if (count != (texts.size - 1) * 4) raiseTypeError("expected str or Interpolation"_text);
    count /= 4;
    for (size_t i = 0; i < texts.size; ++i) strText(texts.items[i]);
    const Value interpolations = newTuple(count, nullptr);
    for (size_t i = 0; i < count; ++i)
        interpolations.as<Tuple>()->items[i] = newInterpolation(parts + 4 * i);
    return templateOf(templateType, strings, interpolations);
}

} // namespace taipan::runtime
#endif
