"""Files of products as other shop systems export them."""

SHOPIFY = """\
Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
Variant Grams,Variant Price,Variant Compare At Price,Variant Barcode,Image Src,Status
bh-tee,Bamboo Tee,"<p>Line one</p>
<p class=""x"">Line ""two""</p>",ACME,Shirts,"summer, sale",TRUE,Size,S,PM-TEE-S,200,"1,299.00",\
,'4006381333931,https://cdn.example.com/1.jpg,active
bh-tee,,,,,,,,M,PM-TEE-M,200,"1,299.00",1500.00,,https://cdn.example.com/2.jpg,
bh-tee,,,,,,,,,,,,,,https://cdn.example.com/3.jpg,
cap,Cap,,ACME,Shirts,,TRUE,Title,Default Title,PM-CAP,90,25.00,20.00,,,draft
"""
WOOCOMMERCE = """\
ID,Type,SKU,Name,Published,"Visibility in catalog",Description,"Regular price","Sale price",\
"Date sale price ends",Categories,Tags,Parent,"Attribute 1 name","Attribute 1 value(s)",\
"Attribute 2 name","Attribute 2 value(s)"
1,variable,PM-HOOD,Hoodie,1,visible,"<p>Soft ""cotton""</p>
<ul><li>warm</li></ul>",,,,"Clothing, Clothing > Hoodies",,,Color,"Blue, Green",Made in,Portugal
2,variation,PM-HOOD-BLUE,Hoodie - Blue,1,visible,,45.00,42.00,,,,PM-HOOD,Color,Blue,,
3,"variation, virtual",PM-HOOD-GREEN,Hoodie - Green,1,visible,,45.00,,,,,id:1,Color,Green,,
4,simple,PM-MUG,Mug,-1,visible,,12,,,Tableware,,,,,,
"""
MAGENTO = """\
sku,store_view_code,attribute_set_code,product_type,categories,name,description,product_online,\
price,special_price,special_price_to_date,configurable_variations
WS-S,,Top,simple,Default Category/Clothing,Shirt-S,,1,29.0000,,,
WS-M,,Top,simple,Default Category/Clothing,Shirt-M,,1,29.0000,24.5000,,
WS,,Top,configurable,"Default Category/Clothing,Default Category/Clothing/Shirts",Shirt,\
<p>Airy</p>,1,,,,"sku=WS-S,size=S|sku=WS-M,size=M"
WS,de,Top,configurable,,Hemd,,,,,,
PM-POT,,Default,simple,Default Category/Tableware,Pot,,2,1299.0000,,,
"""
MAGENTO_HIDDEN = """\
sku,attribute_set_code,product_type,categories,name,product_online,visibility,price
X,Top,simple,Default/Shirts,X,1,Not Visible Individually,9.00
"""
CATEGORIES = (
    ("clothing", "Clothing", None),
    ("hoodies", "Hoodies", "clothing"),
    ("shirts", "Shirts", "clothing"),
    ("tableware", "Tableware", None),
)
