"use strict";

// Asks the device for a passkey and puts its answer into the form, which is then sent as any other form.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

function asked(options) {
  const known = { ...options, challenge: bytes(options.challenge) };
  if (options.user) {
    known.user = { ...options.user, id: bytes(options.user.id) };
    known.excludeCredentials = described(options.excludeCredentials);
  } else {
    known.allowCredentials = described(options.allowCredentials);
  }
  return known;
}

function answered(credential) {
  const given = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) {
      given[name] = text(credential.response[name]);
    }
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: given };
}

const form = document.getElementById("passkey");

form.addEventListener("submit", async (event) => {
  if (form.elements.credential.value) {
    return;
  }
  event.preventDefault();
  const publicKey = asked(JSON.parse(form.dataset.options));
  try {
    const credential = publicKey.user
      ? await navigator.credentials.create({ publicKey })
      : await navigator.credentials.get({ publicKey });
    form.elements.credential.value = JSON.stringify(answered(credential));
    form.submit();
  } catch {
    document.getElementById("declined").hidden = false;
  }
});
