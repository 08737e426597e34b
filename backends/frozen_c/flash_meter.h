// What is counted alike for both kinds of firmware: functions, and things that are in flash once,
// however many modules use them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "backends/frozen_c/integers.h"
#include "taipan/backends/flash.h"
#include "taipan/mpy-format/module.h"

namespace taipan::frozen {

inline constexpr uint64_t kPointer = 4;
inline constexpr uint64_t kStringNumber = 2;
inline constexpr uint64_t kNul = 1;

class FlashMeter {
  public:
    /// `layout` is what FlashUse calls it.
    FlashMeter(std::string_view layout, FloatObjects floats) : floats_(floats) {
        use_.layout = layout;
    }
    virtual ~FlashMeter() = default;

    /// Counts everything; to be called once.
    FlashUse run(std::span<const FrozenModule> modules, std::span<const FrozenText> texts);

  protected:
    /// Adds what there is besides strings, objects and the word for each of these: of a function,
    /// whose code is counted; of a module, whose functions are not yet; of a text, which is file
    /// number `user`; of any content, at the end.
    virtual void addFunction(const mpy::Module& module, const mpy::RawCode& code,
                             FlashBytes& bytes) const = 0;
    virtual void addModule(const mpy::Module& module, FlashBytes& bytes) const = 0;
    virtual void addText(const FrozenText& text, uint32_t user, FlashBytes& bytes) = 0;
    virtual void addShared(bool hasModules, FlashBytes& bytes) const = 0;

    /// Bytes of a name; 0 when the firmware has it anyway.
    virtual uint64_t nameBytes(std::string_view text) const = 0;
    /// Whether a constant is a name, even if nothing else is called so.
    virtual bool isName(std::string_view text) const = 0;
    /// Bytes of the object that a constant of type str or bytes needs, and an integer.
    virtual uint64_t textBytes(const mpy::Object& object) const = 0;
    virtual uint64_t integerBytes(const Integer& integer) const = 0;

    /// Something that is in flash once.
    struct Item {
        uint64_t bytes = 0;
        uint32_t user = 0; // index of the file; kSeveral when there are several
        FlashPart part = FlashPart::Names;
    };
    static constexpr uint32_t kSeveral = UINT32_MAX;
    const std::unordered_map<std::string_view, Item>& names() const { return names_; }

    /// Notes a use of the object and of what it holds. Appends to `key` what no other object that
    /// firmware tells from it has: type, size, contents.
    void useObject(const mpy::Object& object, uint32_t user, FlashPart part, std::string& key);

  private:
    FlashBytes& bytesOf(uint32_t user) {
        return user == kSeveral ? use_.shared : use_.files[user].bytes;
    }
    void countModule(const mpy::Module& module, const std::string& name);
    FlashBytes functionBytes(const mpy::Module& module, const mpy::RawCode& code) const;
    void useName(std::string_view text, uint32_t user);
    uint64_t objectBytes(const mpy::Object& object) const;
    uint64_t floatBytes(unsigned numbers) const;

    FloatObjects floats_;
    FlashUse use_;
    std::unordered_map<std::string_view, Item> names_;
    std::unordered_map<std::string, Item> objects_;
};

} // namespace taipan::frozen
