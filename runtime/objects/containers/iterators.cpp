#include "runtime/objects/containers/iterators.h"

#include "runtime/memory/memory.h"
#include "runtime/objects/numbers/number.h"
#include "runtime/protocol/function.h"
#include "runtime/protocol/object.h"
#include "runtime/value/features.h"

namespace taipan::runtime {

namespace {
// --- enumerate -----------------------------------------------------------------------------------

#if TAIPAN_HAS_ENUMERATE
struct Enumerate : Object {
    Value iterator;
    intptr_t next;
};

Value makeEnumerate(const Type* type, size_t nArgs, size_t nKw, const Value* args) {
    Value values[2] = {nArgs != 0 ? args[0] : kNoValue, nArgs > 1 ? args[1] : smallInt(0)};
#if TAIPAN_HAS_COMPATIBILITY
    static constexpr Parameter kParameters[] = {
        {"iterable"_name, Parameter::Object, Parameter::Required, {}},
        {"start"_name, Parameter::Int, Parameter::Optional, smallInt(0)},
    };
    Dict keywords(nullptr, {});
    keywordsOf(nKw, args + nArgs, keywords);
    bindArguments(nArgs, args, &keywords, 2, kParameters, values);
#else
    checkArgs(nArgs, nKw, 1, 2);
#endif
    auto* object = newObject<Enumerate>(*type);
    object->iterator = getIter(values[0], nullptr);
    object->next = toInt(values[1]);
    return pointerTo(object);
}

Value nextPair(Value self) {
    auto& enumerate = *self.as<Enumerate>();
    const Value item = iterNext(enumerate.iterator);
    if (!item) return kNoValue;
    const Value items[] = {newInt(enumerate.next), item};
    enumerate.next = static_cast<intptr_t>(static_cast<uintptr_t>(enumerate.next) + 1);
    return newTuple(2, items);
}
#endif

// --- zip and map ---------------------------------------------------------------------------------

/// Iterators that go in step.
struct Bundle : Object {
    Value function; // map
    size_t count;
    __extension__ Value iterators[];
};

Bundle* newBundle(const Type& type, size_t count, const Value* iterables) {
    auto* bundle = newObject<Bundle>(type, count * sizeof(Value));
    bundle->count = count;
    for (size_t i = 0; i < count; ++i) bundle->iterators[i] = getIter(iterables[i], nullptr);
    return bundle;
}

/// The next item of each; false when one has none.
bool nextOfEach(const Bundle& bundle, Value* items) {
    for (size_t i = 0; i < bundle.count; ++i) {
        items[i] = iterNext(bundle.iterators[i]);
        if (!items[i]) return false;
    }
    return true;
}

Value makeZip(const Type* type, size_t nArgs, size_t, const Value* args) {
    return pointerTo(newBundle(*type, nArgs, args));
}

Value nextZip(Value self) {
    const auto& bundle = *self.as<Bundle>();
    if (bundle.count == 0) return kNoValue;
    const Value tuple = newTuple(bundle.count, nullptr);
    return nextOfEach(bundle, tuple.as<Tuple>()->items) ? tuple : kNoValue;
}

Value makeMap(const Type* type, size_t nArgs, size_t, const Value* args) {
    Bundle* bundle = newBundle(*type, nArgs - 1, args + 1);
    bundle->function = args[0];
    return pointerTo(bundle);
}

Value nextMap(Value self) {
    const auto& bundle = *self.as<Bundle>();
    constexpr size_t kFew = 4;
    Value few[kFew];
    Value* items = bundle.count <= kFew ? few : newValues(bundle.count);
    return nextOfEach(bundle, items) ? call(bundle.function, bundle.count, 0, items) : kNoValue;
}

// --- filter --------------------------------------------------------------------------------------

#if TAIPAN_HAS_FILTER
struct Filter : Object {
    Value function;
    Value iterator;
};

Value makeFilter(const Type* type, size_t, size_t, const Value* args) {
    auto* filter = newObject<Filter>(*type);
    filter->function = args[0];
    filter->iterator = getIter(args[1], nullptr);
    return pointerTo(filter);
}

Value nextFiltered(Value self) {
    const auto& filter = *self.as<Filter>();
    while (const Value item = iterNext(filter.iterator))
        if (isTrue(filter.function == kNone ? item : call(filter.function, item))) return item;
    return kNoValue;
}
#endif

// --- reversed ------------------------------------------------------------------------------------

#if TAIPAN_HAS_REVERSED
struct Reversed : Object {
    Value sequence;
    size_t left;
};

Value makeReversed(const Type* type, size_t, size_t, const Value* args) {
    Value method[2];
    loadMethodMaybe(args[0], "__reversed__"_name, method);
    if (method[0]) return callMethod(0, 0, method);
    auto* reversed = newObject<Reversed>(*type);
    reversed->sequence = args[0];
    reversed->left = length(args[0]);
    return pointerTo(reversed);
}

Value nextReversed(Value self) {
    auto& reversed = *self.as<Reversed>();
    if (reversed.left == 0) return kNoValue;
    return subscript(reversed.sequence, smallInt(static_cast<intptr_t>(--reversed.left)));
}
#endif
} // namespace

#if TAIPAN_HAS_ENUMERATE
constinit const TypeOf<2> enumerateType("enumerate"_name, 0,
                                        {.makeNew = makeEnumerate, .iterNext = nextPair});
#endif
constinit const TypeOf<2> zipType("zip"_name, takes(0, kAnyArgs),
                                  {.makeNew = makeZip, .iterNext = nextZip});
constinit const TypeOf<2> mapType("map"_name, takes(2, kAnyArgs),
                                  {.makeNew = makeMap, .iterNext = nextMap});
#if TAIPAN_HAS_FILTER
constinit const TypeOf<2> filterType("filter"_name, takes(2, 2),
                                     {.makeNew = makeFilter, .iterNext = nextFiltered});
#endif
#if TAIPAN_HAS_REVERSED
constinit const TypeOf<2> reversedType("reversed"_name, takes(1, 1),
                                       {.makeNew = makeReversed, .iterNext = nextReversed});
#endif

} // namespace taipan::runtime
